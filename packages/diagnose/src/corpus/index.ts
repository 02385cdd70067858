import { arrival } from './arrival.ts';
import type { CorpusCase } from './case.ts';
import { challenge } from './challenge.ts';
import { clientCode } from './client-code.ts';
import { environment } from './environment.ts';
import { headerSyntax } from './header-syntax.ts';
import { healthyApi } from './healthy-api.ts';
import { healthyWeb } from './healthy-web.ts';
import { secondLook } from './second-look.ts';
import { tokenContent } from './token-content.ts';
import { tokenKind } from './token-kind.ts';
import { transport } from './transport.ts';
import { twoFaults } from './two-faults.ts';
import { vendorPlatforms } from './vendor-platforms.ts';
import { vendorProducts } from './vendor-products.ts';
import { withoutACause } from './without-a-cause.ts';

/** Whole exchanges with their root causes, the judge of the rules. */
export const corpus: readonly CorpusCase[] = [
  ...arrival,
  ...transport,
  ...headerSyntax,
  ...tokenContent,
  ...tokenKind,
  ...challenge,
  ...environment,
  ...clientCode,
  ...vendorPlatforms,
  ...vendorProducts,
  ...twoFaults,
  ...withoutACause,
  ...healthyApi,
  ...healthyWeb,
  ...secondLook,
];
