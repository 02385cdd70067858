import { arrival } from './arrival.ts';
import type { CorpusCase } from './case.ts';
import { challenge } from './challenge.ts';
import { clientCode } from './client-code.ts';
import { environment } from './environment.ts';
import { gates } from './gates.ts';
import { headerDamage } from './header-damage.ts';
import { headerSyntax } from './header-syntax.ts';
import { healthyApi } from './healthy-api.ts';
import { healthyVendors } from './healthy-vendors.ts';
import { healthyWeb } from './healthy-web.ts';
import { lostHeader } from './lost-header.ts';
import { redirects } from './redirects.ts';
import { secondLook } from './second-look.ts';
import { secondLookQuiet } from './second-look-quiet.ts';
import { secondLookVendors } from './second-look-vendors.ts';
import { tokenAddressee } from './token-addressee.ts';
import { tokenEndpoint } from './token-endpoint.ts';
import { tokenKind } from './token-kind.ts';
import { tokenTimes } from './token-times.ts';
import { transport } from './transport.ts';
import { twoFaults } from './two-faults.ts';
import { vendorClouds } from './vendor-clouds.ts';
import { vendorCode } from './vendor-code.ts';
import { vendorCommerce } from './vendor-commerce.ts';
import { vendorIdentity } from './vendor-identity.ts';
import { vendorMessaging } from './vendor-messaging.ts';
import { vendorWork } from './vendor-work.ts';
import { withoutACause } from './without-a-cause.ts';
import { wrongKey } from './wrong-key.ts';

/** Whole exchanges with their root causes, the judge of the rules. */
export const corpus: readonly CorpusCase[] = [
  ...arrival,
  ...redirects,
  ...lostHeader,
  ...transport,
  ...gates,
  ...headerSyntax,
  ...headerDamage,
  ...wrongKey,
  ...tokenTimes,
  ...tokenAddressee,
  ...tokenKind,
  ...challenge,
  ...tokenEndpoint,
  ...environment,
  ...clientCode,
  ...vendorCode,
  ...vendorIdentity,
  ...vendorClouds,
  ...vendorCommerce,
  ...vendorMessaging,
  ...vendorWork,
  ...twoFaults,
  ...withoutACause,
  ...healthyApi,
  ...healthyVendors,
  ...healthyWeb,
  ...secondLook,
  ...secondLookVendors,
  ...secondLookQuiet,
];
