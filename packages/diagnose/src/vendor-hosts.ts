/** A vendor whose hosts, tokens and texts the rules know. */
export type Vendor = (typeof vendors)[number][0];

const vendors = [
  ['github', 'github.com', 'githubusercontent.com', 'ghcr.io', 'githubcopilot.com'],
  ['gitlab', 'gitlab.com'],
  ['stripe', 'stripe.com'],
  ['openai', 'openai.com'],
  ['azure-openai', 'openai.azure.com', 'cognitiveservices.azure.com'],
  ['anthropic', 'anthropic.com'],
  ['google', 'googleapis.com', 'google.com', 'gcr.io', 'pkg.dev'],
  ['firebase', 'firebaseio.com', 'cloudfunctions.net'],
  ['microsoft-graph', 'graph.microsoft.com'],
  ['entra', 'login.microsoftonline.com', 'login.windows.net', 'sts.windows.net', 'ciamlogin.com', 'b2clogin.com'],
  ['auth0', 'auth0.com'],
  ['okta', 'okta.com', 'oktapreview.com', 'okta-emea.com'],
  ['aws-api-gateway', 'execute-api.amazonaws.com'],
  ['cognito', 'amazoncognito.com'],
  ['aws', 'amazonaws.com', 'amazonaws.com.cn', 'on.aws', 'public.ecr.aws'],
  ['slack', 'slack.com'],
  ['shopify', 'myshopify.com', 'shopify.com'],
  ['supabase', 'supabase.co', 'supabase.com', 'supabase.in'],
  ['docker', 'docker.io', 'docker.com'],
  ['discord', 'discord.com', 'discordapp.com'],
  ['telegram', 'api.telegram.org'],
  ['atlassian', 'atlassian.net', 'atlassian.com', 'jira.com', 'bitbucket.org', 'trello.com'],
  ['notion', 'notion.com', 'notion.so'],
  ['linear', 'linear.app'],
  ['figma', 'figma.com'],
  ['airtable', 'airtable.com'],
  ['postman', 'getpostman.com', 'postman.com'],
  ['twilio', 'twilio.com'],
  ['sendgrid', 'sendgrid.com'],
  ['mailgun', 'mailgun.net', 'mailgun.com'],
  ['paypal', 'paypal.com'],
  ['salesforce', 'salesforce.com', 'force.com', 'salesforce-sites.com'],
  ['hubspot', 'hubapi.com', 'hubspot.com'],
  ['spotify', 'spotify.com'],
  ['zoom', 'zoom.us'],
  ['x', 'twitter.com', 'x.com'],
  ['npm', 'npmjs.org', 'npmjs.com'],
  ['digitalocean', 'digitalocean.com'],
  ['grafana', 'grafana.net', 'grafana.com'],
  ['sentry', 'sentry.io'],
  ['hugging-face', 'huggingface.co'],
  ['pulumi', 'pulumi.com'],
  ['planetscale', 'planetscale.com'],
  ['new-relic', 'newrelic.com', 'nr-data.net'],
  ['datadog', 'datadoghq.com', 'datadoghq.eu', 'ddog-gov.com'],
  ['cloudflare', 'cloudflare.com', 'workers.dev'],
  ['vercel', 'vercel.app', 'vercel.com'],
  ['netlify', 'netlify.app', 'netlify.com'],
  ['plaid', 'plaid.com'],
  ['square', 'squareup.com', 'squareupsandbox.com'],
  ['pypi', 'pypi.org'],
  ['rubygems', 'rubygems.org'],
  ['groq', 'groq.com'],
  ['xai', 'x.ai'],
  ['perplexity', 'perplexity.ai'],
  ['replicate', 'replicate.com'],
  ['posthog', 'posthog.com'],
  ['mistral', 'mistral.ai'],
  ['cohere', 'cohere.com', 'cohere.ai'],
  ['openrouter', 'openrouter.ai'],
  ['elastic', 'elastic.co', 'es.io', 'elastic-cloud.com'],
] as const;

const byDomain = new Map<string, Vendor>(
  vendors.flatMap(([vendor, ...domains]) => domains.map((domain) => [domain, vendor] as const)),
);

/** Whose host this is; `undefined` if it is nobody's that we know. @param host in lower case, without port. */
export function vendorOf(host: string): Vendor | undefined {
  if (host.endsWith('.amazonaws.com') && host.includes('.execute-api.')) return 'aws-api-gateway';
  for (let rest = host; rest !== ''; ) {
    const vendor = byDomain.get(rest);
    if (vendor) return vendor;
    const dot = rest.indexOf('.');
    rest = dot < 0 ? '' : rest.slice(dot + 1);
  }
  return undefined;
}

const names: Partial<Record<Vendor, string>> = {
  github: 'GitHub',
  gitlab: 'GitLab',
  openai: 'OpenAI',
  'azure-openai': 'Azure OpenAI',
  'microsoft-graph': 'Microsoft Graph',
  entra: 'Microsoft Entra',
  aws: 'AWS',
  'aws-api-gateway': 'Amazon API Gateway',
  cognito: 'Amazon Cognito',
  sendgrid: 'SendGrid',
  paypal: 'PayPal',
  hubspot: 'HubSpot',
  npm: 'npm',
  digitalocean: 'DigitalOcean',
  planetscale: 'PlanetScale',
  xai: 'xAI',
  pypi: 'PyPI',
  rubygems: 'RubyGems',
  posthog: 'PostHog',
  openrouter: 'OpenRouter',
};

/** A vendor's name as it is written. */
export function vendorName(vendor: Vendor): string {
  return (
    names[vendor] ??
    vendor
      .split('-')
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join(' ')
  );
}
