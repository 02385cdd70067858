import type { Row } from '../catalogue.ts';
import type { Facts } from '../facts.ts';
import type { Found, Rule } from '../rule.ts';
import { covered } from './covered.ts';
import { clockFix, isOutside, readTime, skewText } from './request-time.ts';
import { readWebhook, type WebhookDelivery } from './webhook-senders.ts';

const fiveMinutesMs = 300_000;
const covers: readonly Row[] = [...covered, 'D03', 'J11', 'J12', 'C24'];
const outcomes = ['refused', 'other'] as const;

const timeWords =
  /timestamp.{0,60}(?:old|new|outside|tolerance|expired|invalid|differ|stale|future)|(?:invalid|old|stale|expired).{0,40}timestamp|\bstale\b|tolerance zone|request is too old|replay/;
const missingWords =
  /(?:missing|required) .{0,60}(?:signature|hmac|svix|webhook)|(?:signature|hmac|svix|webhook)[\w -]{0,40}(?:missing|not (?:found|present|provided)|is required|required)|\bno \S{0,40}(?:signature|hmac)(?: header| (?:was )?(?:provided|sent|present|found$))|unable to extract timestamp/;
const signatureWords = /signature|hmac|verif|raw (?:request )?body|authentic|webhook|payload|request/;

/** The delivery, where the receiver refuses it: answers of gates, logins and CSRF checks in front are no word of the receiver's. */
function refusedDelivery(facts: Facts): WebhookDelivery | undefined {
  const { response, request } = facts;
  if (!response || response.status < 400 || response.status >= 500) return undefined;
  if (response.status === 404 || response.status === 405 || response.status === 413 || response.status === 429)
    return undefined;
  const delivery = readWebhook(request);
  if (!delivery) return undefined;
  const isSilent = !facts.says(/signature|hmac|webhook|timestamp|stale/);
  if (
    isSilent &&
    (response.isHtml || response.challenges.length > 0 || facts.topics.has('csrf') || response.status === 419)
  )
    return undefined;
  return delivery;
}

const heardAbout = (facts: Facts, pattern: RegExp): string[] => {
  const heard = facts.heard(pattern);
  return heard === undefined ? [] : [heard];
};

/** What a page or an API says that has nothing to say. */
const sentence = (facts: Facts): string[] => {
  const first = facts.response?.messages.find((text) => text.trim() !== '');
  return first === undefined ? [] : [`The server says ${facts.quote(first)}.`];
};

export const webhookTime: Rule = {
  id: 'webhook-time-outside-tolerance',
  row: 'K04',
  title: 'The webhook’s timestamp is further from the receiver’s clock than it allows',
  confidence: 'proof',
  reference: 'Standard Webhooks: timestamps',
  outcomes,
  covers,
  find(facts) {
    const delivery = refusedDelivery(facts);
    if (!delivery) return undefined;
    const { time, sender } = delivery;
    const atMs = readTime(time);
    const isOld = isOutside(facts, atMs, fiveMinutesMs);
    const speaks = facts.says(timeWords);
    if (!speaks && !(isOld && facts.outcome === 'refused')) return undefined;
    const unreadable = time !== undefined && atMs === undefined;
    const evidence = speaks ? heardAbout(facts, timeWords) : sentence(facts);
    if (unreadable)
      evidence.push(`The timestamp is ${facts.quote(time.slice(0, 40))}, which is no Unix time in seconds.`);
    if (isOld) evidence.push(skewText(facts, atMs));
    else if (atMs !== undefined && facts.nowMs !== undefined)
      evidence.push(
        `${skewText(facts, atMs)} That is not too old: the receiver’s own clock, or its unit (milliseconds), is off.`,
      );
    if (evidence.length === 0) return undefined;
    return {
      evidence,
      fix: `${clockFix} on the receiver. A delivery that was kept or copied is refused after five minutes: have ${sender.name} send it again. Compare seconds (\`Date.now() / 1000\`).`,
      confidence: speaks ? 'proof' : 'likely',
    };
  },
};

export const webhookSignatureMissing: Rule = {
  id: 'webhook-signature-missing',
  row: 'K05',
  title: 'The webhook came without the signature that its receiver checks',
  confidence: 'proof',
  reference: 'Standard Webhooks; the sender’s documentation',
  outcomes,
  covers,
  find(facts) {
    const delivery = refusedDelivery(facts);
    if (!delivery) return undefined;
    const { sender, header, signature = '' } = delivery;
    const isMinded = facts.says(missingWords);
    if (!isMinded && facts.outcome !== 'refused') return undefined;
    const wanted = headerName(sender.signature[0] ?? '');
    if (header === undefined) {
      const heard = heardAbout(facts, missingWords);
      return {
        title: `The delivery of ${sender.name} has no ${wanted}`,
        evidence: [
          ...(heard.length > 0 ? heard : sentence(facts)),
          `The request is a delivery of ${sender.name} and has no ${wanted}.`,
        ],
        fix: `Set the secret of the webhook at ${sender.name}: without one it sends no signature. Else a proxy drops the header.`,
        confidence: heard.length > 0 ? 'proof' : 'likely',
      };
    }
    if (!sender.form.test(signature.trim()))
      return {
        title: `${header.slice(0, 60)} is not in the form that ${sender.name} signs in`,
        evidence: [
          ...sentence(facts),
          `The request is a delivery of ${sender.name}, and the receiver refuses it (${facts.status}).`,
          `${header.slice(0, 60)} is ${facts.show(signature.trim())}; expected is ${sender.formText}.`,
        ],
        fix: `Send ${header.slice(0, 60)} as ${sender.name} does: ${sender.formText}. ${sender.signs}.`,
        confidence: 'likely',
      };
    if (!isMinded) return undefined;
    return {
      title: `The receiver does not find the signature, which came in ${header.slice(0, 60)}`,
      evidence: [...heardAbout(facts, missingWords), `The request has ${header.slice(0, 60)}.`],
      fix: `Read \`${header.toLowerCase().slice(0, 60)}\` (Node has header names in lower case), and have the proxy in front pass it on${sender.timestamp ? `, with \`${sender.timestamp}\`` : ''}.`,
    };
  },
};

/** `x-hub-signature-256` as it is written: `X-Hub-Signature-256`. */
const headerName = (name: string): string => name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());

export const webhookSignatureRefused: Rule = {
  id: 'webhook-signature-refused',
  row: 'K03',
  title: 'The receiver computes another signature for this webhook: other bytes, or another secret',
  confidence: 'proof',
  reference: 'Standard Webhooks; the sender’s documentation',
  outcomes,
  covers,
  find(facts) {
    const delivery = refusedDelivery(facts);
    if (!delivery?.header) return undefined;
    const speaks = facts.says(/signature|hmac|raw (?:request )?body|verif|webhook secret/);
    const isFormed = delivery.sender.form.test(delivery.signature?.trim() ?? '');
    if (!speaks && (facts.outcome !== 'refused' || facts.status === 400 || !isFormed)) return undefined;
    return refusedSignature(facts, delivery, speaks, isFormed);
  },
};

function refusedSignature(
  facts: Facts,
  { sender, header = '', time }: WebhookDelivery,
  speaks: boolean,
  isFormed: boolean,
): Found {
  const { request } = facts;
  const isForm = /x-www-form-urlencoded/i.test(request.header('content-type') ?? '');
  const atMs = readTime(time);
  const evidence = [...(speaks ? heardAbout(facts, signatureWords) : sentence(facts))];
  evidence.push(
    `The request is a delivery of ${sender.name}, signed in ${header.slice(0, 60)}${isFormed ? `, in the right form${atMs === undefined ? '' : ' and in time'}` : ''}.`,
  );
  if (!speaks) evidence.push('It carries no other credential.');
  return {
    evidence,
    fix: `Check over the raw body, byte for byte, before anything parses it: \`express.raw({ type: '${isForm ? 'application/x-www-form-urlencoded' : 'application/json'}' })\` before \`express.json()\`, \`await request.text()\` in fetch handlers; never \`JSON.stringify\` of what was parsed. If the bytes are right the secret is not: it must be ${sender.secret}. Signed is ${sender.signs}.`,
    confidence: speaks ? 'proof' : 'likely',
  };
}
