import { accounting } from './accounting.ts';
import { aws } from './aws.ts';
import { awsServices } from './aws-services.ts';
import { azure } from './azure.ts';
import { azureStorage } from './azure-storage.ts';
import { banking } from './banking.ts';
import { chat } from './chat.ts';
import { ci } from './ci.ts';
import { clouds } from './clouds.ts';
import { codeHosts } from './code-hosts.ts';
import { codeQuality } from './code-quality.ts';
import { commerce } from './commerce.ts';
import { containerRegistries } from './container-registries.ts';
import { containers } from './containers.ts';
import { crm } from './crm.ts';
import { dashboards } from './dashboards.ts';
import { data } from './data.ts';
import { databases } from './databases.ts';
import { devices } from './devices.ts';
import { enterpriseClouds } from './enterprise-clouds.ts';
import { firebase } from './firebase.ts';
import { frameworks } from './frameworks.ts';
import { frontDoors } from './front-doors.ts';
import { gateways } from './gateways.ts';
import { goAndElixir } from './go-and-elixir.ts';
import { google } from './google.ts';
import { homeServers } from './home-servers.ts';
import { identity } from './identity.ts';
import { infrastructure } from './infrastructure.ts';
import { javaAndDotnet } from './java-and-dotnet.ts';
import { javascriptFrameworks } from './javascript-frameworks.ts';
import { keycloak } from './keycloak.ts';
import { mail } from './mail.ts';
import { mcp } from './mcp.ts';
import { media } from './media.ts';
import { meetings } from './meetings.ts';
import { microsoft } from './microsoft.ts';
import { modelHosts } from './model-hosts.ts';
import { models } from './models.ts';
import { moreCodeHosts } from './more-code-hosts.ts';
import { moreModels } from './more-models.ts';
import { newsletters } from './newsletters.ts';
import { observability } from './observability.ts';
import { payments } from './payments.ts';
import { phones } from './phones.ts';
import { platforms } from './platforms.ts';
import { privateRegistries } from './private-registries.ts';
import type { Product } from './product.ts';
import { projectTools } from './project-tools.ts';
import { registries } from './registries.ts';
import { searchAndWarehouses } from './search-and-warehouses.ts';
import { secrets } from './secrets.ts';
import { selfHosted } from './self-hosted.ts';
import { social } from './social.ts';
import { storage } from './storage.ts';
import { teamChat } from './team-chat.ts';
import { trackers } from './trackers.ts';

const none: readonly Product[] = [];

// A spread would run at import, so that bundlers would keep the table in programs that never diagnose.
/** Every product that this package knows. */
export const products: readonly Product[] = /* @__PURE__ */ none.concat(
  accounting,
  aws,
  awsServices,
  azure,
  azureStorage,
  banking,
  chat,
  ci,
  clouds,
  codeHosts,
  codeQuality,
  commerce,
  containerRegistries,
  containers,
  crm,
  dashboards,
  data,
  databases,
  devices,
  enterpriseClouds,
  firebase,
  frameworks,
  frontDoors,
  gateways,
  goAndElixir,
  google,
  homeServers,
  identity,
  infrastructure,
  javaAndDotnet,
  javascriptFrameworks,
  keycloak,
  mail,
  mcp,
  media,
  meetings,
  microsoft,
  modelHosts,
  models,
  moreCodeHosts,
  moreModels,
  newsletters,
  observability,
  payments,
  phones,
  platforms,
  privateRegistries,
  projectTools,
  registries,
  searchAndWarehouses,
  secrets,
  selfHosted,
  social,
  storage,
  teamChat,
  trackers,
);
