export { type TabsOptions, tabs } from './tabs/tabs.ts';
