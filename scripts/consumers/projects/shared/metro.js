import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Metro from 'metro';

/** As an application's build does it, for a device or for the web: conditions and fields as React Native's and Expo's set-ups have them. */
const resolvers = {
  'react-native': {
    unstable_conditionNames: ['react-native'],
    resolverMainFields: ['react-native', 'browser', 'main'],
  },
  web: { unstable_conditionNames: ['browser'], resolverMainFields: ['browser', 'module', 'main'] },
};

/** Makes one script of `entry`, with Metro and the Babel preset of the project. */
export async function bundleWithMetro(entry, out, platform) {
  const config = await Metro.loadConfig(
    { cwd: process.cwd(), resetCache: true },
    { projectRoot: process.cwd(), reporter: { update() {} }, maxWorkers: 1, resolver: resolvers[platform] },
  );
  mkdirSync(dirname(out), { recursive: true });
  await Metro.runBuild(config, {
    entry,
    out,
    platform: platform === 'web' ? 'web' : 'ios',
    dev: false,
    minify: false,
    sourceMap: false,
  });
}
