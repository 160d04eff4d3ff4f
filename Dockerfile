# syntax=docker/dockerfile:1

# Builds dist/ and leaves only what runs.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# not `npm ci`: it wants the formatter's binaries of every platform in the lock file
RUN npm install --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY bin ./bin
COPY src ./src
RUN npm run build && npm prune --omit=dev --ignore-scripts

# Node and nothing else: no shell, no package manager, no root.
FROM gcr.io/distroless/nodejs22-debian12:nonroot
WORKDIR /app
ENV NODE_ENV=production
COPY --from=build --chown=0:0 /app/package.json ./
COPY --from=build --chown=0:0 /app/node_modules ./node_modules
COPY --from=build --chown=0:0 /app/bin ./bin
COPY --from=build --chown=0:0 /app/dist ./dist
COPY --chown=0:0 refract.config.ts ./
COPY --chown=0:0 schema ./schema
COPY --chown=0:0 demo ./demo
COPY --chown=0:0 data ./data
USER 10001:10001
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
  CMD ["/nodejs/bin/node", "-e", "fetch('http://127.0.0.1:4000/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# __proto__ is not needed; the heap is bounded; a larger young generation halves the work of the garbage collector.
ENTRYPOINT ["/nodejs/bin/node", "--disable-proto=delete", "--max-old-space-size=512", "--max-semi-space-size=32", "bin/refract.js"]
CMD ["start", "--host", "0.0.0.0", "--port", "4000"]
