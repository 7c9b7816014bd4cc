// compile.mjs PROJECT: TypeScript of one project to PROJECT/dist by swc, specs left out. Types are checked by `npm run typecheck`.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Compiles `root/project` into `target` (by default `root/project/dist`), keeping folders. The new folder takes the old
 * one's place only when it is whole. Returns how many files were written. Throws on a syntax error.
 */
export async function compile(project, target = join(root, project, 'dist')) {
  const from = join(root, project);
  const to = `${target}.${process.pid}`;
  const options = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
  rmSync(to, { recursive: true, force: true });
  const names = readdirSync(from, { recursive: true }).filter(
    (n) =>
      n.endsWith('.ts') && !n.endsWith('.d.ts') && !/\.spec\.ts$|(^|\/)(dist[.0-9]*|node_modules|testkit)\//.test(n),
  );
  await Promise.all(
    names.map(async (name) => {
      const output = join(to, name.replace(/\.ts$/, '.js'));
      const { code, map } = await transform(readFileSync(join(from, name), 'utf8'), {
        ...options,
        swcrc: false,
        configFile: false,
        filename: join(from, name),
        sourceFileName: relative(dirname(output), join(from, name)),
      });
      mkdirSync(dirname(output), { recursive: true });
      writeFileSync(output, `${code}\n//# sourceMappingURL=${name.split('/').at(-1).replace(/\.ts$/, '.js.map')}\n`);
      if (map) writeFileSync(`${output}.map`, map);
    }),
  );
  const old = `${to}.old`;
  if (existsSync(target)) renameSync(target, old);
  renameSync(to, target);
  rmSync(old, { recursive: true, force: true });
  return names.length;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const project = process.argv[2];
  console.error(`${project}: ${await compile(project)} files compiled`);
}
