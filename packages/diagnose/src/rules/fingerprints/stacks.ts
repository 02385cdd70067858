import type { Row } from '../../catalogue.ts';

/** A text by which a server framework says one thing, and the row of the catalogue that it means. */
interface StackText {
  readonly row: Row;
  /** In lower case, as {@link Facts.says} wants it. */
  readonly says: RegExp;
}

/** Server frameworks and gateways by the texts that their own sources hold. */
export const stacks: Readonly<Record<string, readonly StackText[]>> = {
  'ASP.NET Core JwtBearer': [
    { row: 'D01', says: /the token expired at/ },
    { row: 'D02', says: /the token is not valid before/ },
    { row: 'D05', says: /the token has no expiration/ },
    { row: 'D07', says: /the audience '[^']{0,300}' is invalid|the audience is invalid/ },
    { row: 'D08', says: /the issuer '[^']{0,300}' is invalid|the issuer is invalid/ },
    { row: 'D16', says: /the signature key was not found/ },
    { row: 'D17', says: /the signature is invalid/ },
  ],
  'Spring Security': [
    { row: 'D01', says: /jwt expired at/ },
    { row: 'D02', says: /jwt used before/ },
    { row: 'D07', says: /the aud claim is not valid/ },
    { row: 'D08', says: /the iss claim is not valid/ },
    { row: 'D14', says: /bearer token is malformed|malformed token/ },
    { row: 'D16', says: /another algorithm expected, or no matching key/ },
    { row: 'D17', says: /signed jwt rejected: invalid signature/ },
  ],
  'Envoy or Istio': [
    { row: 'A02', says: /jwt is missing/ },
    { row: 'D01', says: /jwt is expired/ },
    { row: 'D02', says: /jwt not yet valid/ },
    { row: 'D07', says: /audiences in jwt are not allowed/ },
    { row: 'D08', says: /jwt issuer is not configured/ },
    { row: 'D14', says: /jwt is not in the form of|jwt header is an invalid json|jwt payload is an invalid json/ },
    { row: 'D16', says: /jwks doesn't have key to match/ },
    { row: 'D17', says: /jwt verification fails/ },
  ],
  'jsonwebtoken or express-jwt': [
    { row: 'A02', says: /no authorization token was found/ },
    { row: 'C02', says: /format is authorization: bearer/ },
    { row: 'D01', says: /jwt expired/ },
    { row: 'D02', says: /jwt not active/ },
    { row: 'D07', says: /jwt audience invalid/ },
    { row: 'D08', says: /jwt issuer invalid/ },
    { row: 'D14', says: /jwt malformed|jwt must be a string/ },
    { row: 'D15', says: /invalid algorithm/ },
    { row: 'D17', says: /^invalid signature$|jsonwebtokenerror: invalid signature/m },
  ],
  'Django REST framework or SimpleJWT': [
    { row: 'A02', says: /authentication credentials were not provided/ },
    { row: 'C02', says: /invalid (?:token|basic) header\. no credentials provided/ },
    { row: 'D01', says: /^token is expired$|^token has expired$/m },
    { row: 'D11', says: /token has wrong type/ },
  ],
  FastAPI: [{ row: 'A02', says: /^not authenticated$/m }],
  'Rails or Devise': [
    { row: 'A02', says: /you need to sign in or sign up before continuing/ },
    { row: 'D22', says: /^revoked token$/m },
  ],
  'Flask-JWT-Extended or PyJWT': [
    { row: 'A02', says: /missing authorization header|missing jwt in headers/ },
    { row: 'D01', says: /^token has expired$|signature has expired/m },
    { row: 'D02', says: /the token is not yet valid/ },
    { row: 'D07', says: /^invalid audience$|audience doesn't match/m },
    { row: 'D08', says: /^invalid issuer$/m },
    { row: 'D11', says: /only non-refresh tokens are allowed/ },
    { row: 'D14', says: /not enough segments|invalid header padding|invalid payload padding|invalid header string/ },
    { row: 'D17', says: /signature verification failed/ },
    { row: 'D22', says: /token has been revoked/ },
  ],
  'PostgREST or Supabase': [
    { row: 'D01', says: /^pgrst303$/m },
    { row: 'D14', says: /unauthorized_invalid_jwt_format|jwserror.{0,20}compactdecodeerror/ },
    { row: 'D17', says: /jwserror jwsinvalidsignature/ },
  ],
  Kong: [
    { row: 'D01', says: /^token expired$/m },
    { row: 'D08', says: /no credentials found for given 'iss'|no mandatory 'iss' in claims/ },
    { row: 'D17', says: /^invalid signature$/m },
  ],
  jose: [
    { row: 'D01', says: /"exp" claim timestamp check failed/ },
    { row: 'D02', says: /"nbf" claim timestamp check failed/ },
    { row: 'D07', says: /unexpected "aud" claim value/ },
    { row: 'D08', says: /unexpected "iss" claim value/ },
    { row: 'D14', says: /invalid compact jws/ },
    { row: 'D16', says: /no applicable key found in the json web key set/ },
    { row: 'D18', says: /unexpected "typ" jwt header value/ },
  ],
  'a Go library for JWT': [
    { row: 'D01', says: /token is expired/ },
    { row: 'D02', says: /token is not valid yet/ },
    { row: 'D14', says: /token contains an invalid number of segments/ },
    { row: 'D17', says: /signature is invalid/ },
  ],
};
