import type { Facts, Outcome } from '../../facts.ts';
import type { Confidence } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import type { Vendor } from '../../vendor-hosts.ts';

/** A rule that knows a vendor by its host and what is meant by its words. */
interface VendorText extends Omit<Rule, 'confidence' | 'find'> {
  /** Whose host, or what else shows that the answer is the vendor's. */
  readonly of: Vendor | readonly Vendor[] | ((facts: Facts) => boolean);
  /** The words, in lower case and loosely. */
  readonly says: RegExp;
  readonly fix: string;
  /** `'proof'` where the words leave no doubt. Default: `'likely'`, by host and words. */
  readonly confidence?: Confidence;
  /** Further signals. */
  readonly also?: (facts: Facts) => readonly string[];
  readonly outcomes?: readonly Outcome[];
}

const isOf = (facts: Facts, of: VendorText['of']): boolean =>
  typeof of === 'function'
    ? of(facts)
    : facts.vendor !== undefined && (typeof of === 'string' ? facts.vendor === of : of.includes(facts.vendor));

/** Makes the rule. */
export function vendorSays({ of, says, fix, confidence = 'likely', also, ...rule }: VendorText): Rule {
  return {
    ...rule,
    confidence,
    find(facts) {
      // The cheaper question first.
      if (typeof of === 'function' ? !facts.says(says) : !isOf(facts, of)) return undefined;
      const heard = facts.says(says) ? facts.heard(says) : undefined;
      if (heard === undefined || !isOf(facts, of)) return undefined;
      return { evidence: [heard, hostText(facts), ...(also?.(facts) ?? [])], fix };
    },
  };
}

export function hostText({ request }: Facts): string {
  return `The request went to ${request.host || 'an unknown host'}.`;
}

/** What the token is by its prefix, as evidence that its form is right. */
export function shapeText({ token }: Facts): string[] {
  return token?.shape ? [`By its prefix the token is ${token.shape.label}, as it should be.`] : [];
}
