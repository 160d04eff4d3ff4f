import { createJiti } from 'jiti'

/** Loads TypeScript and JavaScript modules of a project. */
export interface ProjectModules {
  /** The module's exports. Modules are evaluated once; what was loaded before `forget()` is loaded anew. */
  load(file: string): Promise<unknown>
  /** Every file of the project that was loaded, for watching. */
  files(): readonly string[]
  forget(): void
}

/**
 * `import … from 'refract'` gives the declarations exactly this running copy of the product, wherever it lies and
 * whatever the project has in `node_modules`: two copies would not know each other's errors and types.
 */
export function projectModules(root: string, product: object): ProjectModules {
  const jiti = createJiti(`${root}/refract.config.ts`, {
    virtualModules: { refract: product },
    interopDefault: false,
    moduleCache: true,
  })
  // jiti shares its cache with require(): only what this project brought in is forgotten
  const before = new Set(Object.keys(jiti.cache))
  const files = () =>
    Object.keys(jiti.cache).filter(
      (file) => !before.has(file) && !/[\\/]node_modules[\\/]/.test(file),
    )
  return {
    load: (file) => jiti.import(file),
    files,
    forget() {
      for (const file of files()) delete jiti.cache[file]
    },
  }
}
