import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Infrastructure as code. */
export const infrastructure = [
  {
    id: 'terraform-cloud',
    name: 'HCP Terraform',
    page: 'https://developer.hashicorp.com/terraform/cloud-docs/api-docs',
    hosts: ['app.terraform.io', 'app.eu.terraform.io'],
    signs: ['TFP-API-Version', 'TFP-AppName'],
    credentials: [
      {
        label: 'a user, team or organization token',
        send: 'Authorization: Bearer $TFE_TOKEN',
        token: /^[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,70}$/,
      },
      { label: 'a token', send: 'Authorization: Bearer $TFE_TOKEN' },
    ],
    says: {
      'not-found-means-no': {
        words: ['unauthorized'],
        row: 'D22',
        title:
          'HCP Terraform does not know this token, or its kind is not taken here: organization tokens start no runs',
        fix: '`terraform login app.terraform.io`, or a team’s token: `-H "Authorization: Bearer $TFE_TOKEN"`; for other hosts TF_TOKEN_<host with underscores>.',
      },
    },
  },
  {
    id: 'pulumi-cloud',
    name: 'Pulumi Cloud',
    page: 'https://www.pulumi.com/docs/reference/cloud-rest-api/',
    hosts: ['api.pulumi.com'],
    credentials: [
      { label: 'an access token', send: 'Authorization: token $PULUMI_ACCESS_TOKEN', token: 'pul-' },
      { label: 'an access token', send: 'Authorization: token $PULUMI_ACCESS_TOKEN' },
    ],
    needs: [
      {
        send: 'Accept: application/vnd.pulumi+8',
        label: 'the version of the API',
        words: ['application/vnd.pulumi', 'unsupported api version'],
      },
    ],
  },
] as const satisfies readonly Product[];

export const infrastructureExchanges: ProductExchanges<typeof infrastructure> = {
  'terraform-cloud': {
    refused: [
      {
        ask: 'GET https://app.terraform.io/api/v2/organizations',
        send: ['Authorization: Bearer ~14.atlasv1.~67'],
        status: 401,
        headers: ['TFP-API-Version: 2.6'],
        answer: { errors: [{ status: '401', title: 'unauthorized' }] },
        row: 'D22',
        tells: 'terraform login',
      },
    ],
    healthy: [
      {
        ask: 'GET https://app.terraform.io/api/v2/organizations/none',
        send: ['Authorization: Bearer ~14.atlasv1.~67'],
        status: 404,
        headers: ['TFP-API-Version: 2.6'],
        answer: { errors: [{ status: '404', title: 'not found' }] },
      },
    ],
  },
  'pulumi-cloud': {
    refused: [
      {
        ask: 'GET https://api.pulumi.com/api/user/stacks',
        send: ['Authorization: Bearer pul-~hex40', 'Accept: application/vnd.pulumi+8'],
        status: 401,
        answer: { code: 401, message: 'Unauthorized: No credentials provided or are invalid.' },
        row: 'C06',
        tells: '-H "Authorization: token $PULUMI_ACCESS_TOKEN"',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.pulumi.com/api/stacks/tern/none',
        send: ['Authorization: token pul-~hex40', 'Accept: application/vnd.pulumi+8'],
        status: 404,
        answer: { code: 404, message: 'Not Found: Stack none not found' },
      },
    ],
  },
};
