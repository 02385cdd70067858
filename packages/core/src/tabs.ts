export { type TabsOptions, tabs } from './keeping/tabs/tabs.ts';
