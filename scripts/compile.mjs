// compile.mjs PROJECT: TypeScript of one project to PROJECT/dist by swc, specs left out. Types are checked by `npm run typecheck`.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Compiles `root/project` into `root/project/dist`, keeping folders. Returns how many files were written. Throws on a syntax error. */
export async function compile(project) {
  const from = join(root, project);
  const to = join(from, 'dist');
  const options = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
  rmSync(to, { recursive: true, force: true });
  const names = readdirSync(from, { recursive: true }).filter(
    (n) => n.endsWith('.ts') && !n.endsWith('.d.ts') && !/\.spec\.ts$|(^|\/)(dist|node_modules|testkit)\//.test(n),
  );
  await Promise.all(
    names.map(async (name) => {
      const target = join(to, name.replace(/\.ts$/, '.js'));
      const { code, map } = await transform(readFileSync(join(from, name), 'utf8'), {
        ...options,
        swcrc: false,
        configFile: false,
        filename: join(from, name),
        sourceFileName: relative(dirname(target), join(from, name)),
      });
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, `${code}\n//# sourceMappingURL=${name.split('/').at(-1).replace(/\.ts$/, '.js.map')}\n`);
      if (map) writeFileSync(`${target}.map`, map);
    }),
  );
  return names.length;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const project = process.argv[2];
  console.error(`${project}: ${await compile(project)} files compiled`);
}
