import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** Serves MongoDB 4.4 from memory on a free loopback port, prints the port, and ends when its input does. */
public final class MongoJava {
  /** The driver refuses what speaks less than wire version 9. */
  private static final MongoVersion FOUR_FOUR =
      new MongoVersion() {
        @Override
        public List<Integer> getVersionArray() {
          return List.of(4, 4, 0);
        }

        @Override
        public int getWireVersion() {
          return 9;
        }
      };

  public static void main(String[] args) throws IOException {
    MongoServer server = new MongoServer(new MemoryBackend().version(FOUR_FOUR));
    server.bind(new InetSocketAddress("127.0.0.1", 0));
    System.out.println(server.getLocalAddress().getPort());
    while (System.in.read() != -1) {
      // until whoever started it is gone
    }
    // all it holds is in memory: nothing is worth an orderly end
    Runtime.getRuntime().halt(0);
  }
}
