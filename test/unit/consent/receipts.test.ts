import { beforeEach, describe, expect, it } from "vitest";
import { type ConsentRegistry, createConsentRegistry, type GrantInput } from "../../../src/consent/index.js";
import { HOUR, seededRandom, virtualClock } from "../../../src/core/index.js";
import { memoryStore } from "../../../src/stores/memory/index.js";

const RAVI = "+919812345678";
const T0 = "2026-03-01T10:00:00.000Z";
const SEEN = {
  disclosureText: "Asha Stores may message me",
  language: "en",
  pageUrl: "https://asha.example/join",
};
const optIn: GrantInput = { user: RAVI, scopes: ["utility"], method: "web_form", evidence: SEEN };
const STOP = "Reply STOP to stop offers, STOP ALL to stop everything, or tell the business in any other way.";

let clock: ReturnType<typeof virtualClock>;
let store: ReturnType<typeof memoryStore>;
let consent: ConsentRegistry;
beforeEach(() => {
  clock = virtualClock(Date.parse(T0));
  store = memoryStore();
  consent = createConsentRegistry({
    store,
    clock,
    random: seededRandom(1),
    namespace: "brand",
    businessName: "Asha Stores",
  });
});

describe("a consent record", () => {
  it("of somebody of whom nothing is known says so", async () => {
    const unknown = { state: "unknown", lawful_basis: null, state_since: null, verification: "none" };
    expect(await consent.receipt(RAVI)).toEqual({
      schema: "iso-ts-27560-shaped",
      schema_version: 1,
      issued_at: T0,
      record: { record_revision: 0, pii_principal_id: "+91********78" },
      party_identification: [{ party_name: "Asha Stores", party_role: "pii_controller", namespace: "brand" }],
      pii_processing: {
        pii_types: ["WhatsApp phone number or business-scoped user id"],
        purposes: ["utility", "marketing"].map((purpose) => ({
          purpose,
          ...unknown,
          recipient_channel: "whatsapp",
          withdrawal_method: STOP,
        })),
      },
      suppression: null,
      events: [],
    });
  });

  it("tells of each purpose what it rests on, where it stands, and since when", async () => {
    await consent.grant({ ...optIn, scopes: ["topic:quilts"], basis: "written" });
    const { purposes } = (await consent.receipt(RAVI)).pii_processing;
    expect(purposes.map(({ purpose, state }) => [purpose, state])).toEqual([
      ["utility", "unknown"],
      ["marketing", "unknown"],
      ["topic:quilts", "granted"],
    ]);
    expect(purposes[2]).toMatchObject({ lawful_basis: "written", state_since: T0, verification: "single" });
  });

  it("tells of each act what, when, by whom and how, and until when it holds", async () => {
    const { eventId } = await consent.grant({ ...optIn, occurredAt: new Date("2026-02-01T00:00:00.000Z") });
    await consent.grant({ ...optIn, basis: "implied_purchase" });
    const { eventId: ended } = await consent.withdraw({ user: RAVI });
    const { events } = await consent.receipt(RAVI);
    expect(events[0]).toEqual({
      event_id: eventId,
      event_time: "2026-02-01T00:00:00.000Z",
      recorded_time: T0,
      event_type: "grant",
      purposes: ["utility"],
      actor: "user",
      collection_method: "web_form",
      valid_until: "2028-02-01T00:00:00.000Z",
      notice: { businessName: "Asha Stores", ...SEEN },
    });
    expect(events[1]?.valid_until).toBe("2028-03-01T10:00:00.000Z");
    expect(events[2]).toMatchObject({ event_id: ended, valid_until: null, purposes: "all", notice: {} });
  });

  it("tells of the notice the version and the policy, and nothing of the device", async () => {
    const evidence = {
      ...SEEN,
      noticeVersion: "3",
      policyUrl: "https://asha.example/p",
      ipAddress: "192.0.2.1",
    };
    await consent.grant({ ...optIn, evidence });
    const { ipAddress: _ip, ...notice } = evidence;
    expect((await consent.receipt(RAVI)).events[0]?.notice).toEqual({
      businessName: "Asha Stores",
      ...notice,
    });
  });

  it("tells of a suppression its kind and its day", async () => {
    await consent.suppress({ user: RAVI, kind: "legal", reason: "letter" });
    expect((await consent.receipt(RAVI)).suppression).toEqual({ kind: "legal", since: T0 });
  });

  it("is of one brand", async () => {
    await consent.grant({ ...optIn, namespace: "other" });
    expect((await consent.receipt(RAVI)).events).toEqual([]);
    const receipt = await consent.receipt(RAVI, { namespace: "other" });
    expect([receipt.party_identification[0]?.namespace, receipt.events.length]).toEqual(["other", 1]);
  });
});

describe("a Kantara receipt", () => {
  const contact = {
    contact: "Meena Rao",
    address: "12 MI Road, Jaipur",
    email: "privacy@asha.example",
    phone: "+91 141 555 0100",
  };
  const options = {
    format: "kantara-1.1",
    controller: { ...contact, policyUrl: "https://asha.example/privacy" },
    jurisdiction: "IN",
  } as const;

  it("names the controller, the service and each purpose", async () => {
    await consent.grant({ ...optIn, scopes: ["utility", "marketing", "topic:quilts", "authentication"] });
    const receipt = await consent.receipt(RAVI, options);
    expect(receipt?.piiControllers).toEqual([{ piiController: "Asha Stores", ...contact }]);
    expect(receipt?.services[0]?.service).toBe("Messages from Asha Stores on WhatsApp");
    const common = {
      consentType: "EXPLICIT",
      piiCategory: ["Contact"],
      termination: STOP,
      thirdPartyDisclosure: false,
    };
    expect(receipt?.services[0]?.purposes).toEqual([
      { purpose: "utility", purposeCategory: ["Core Function"], primaryPurpose: true, ...common },
      { purpose: "marketing", purposeCategory: ["Marketing"], primaryPurpose: false, ...common },
      { purpose: "authentication", purposeCategory: ["Core Function"], primaryPurpose: false, ...common },
      { purpose: "topic:quilts", purposeCategory: ["Marketing"], primaryPurpose: false, ...common },
    ]);
  });

  it("leaves out what is not granted", async () => {
    await consent.grant({ ...optIn, scopes: ["utility", "marketing"] });
    await clock.advance(1);
    await consent.withdraw({ user: RAVI, scopes: ["marketing"] });
    const receipt = await consent.receipt(RAVI, options);
    expect(receipt?.services[0]?.purposes.map(({ purpose }) => purpose)).toEqual(["utility"]);
    expect(receipt?.collectionMethod).toBe("web_form");
  });

  it.each([
    ["consent", "EXPLICIT"],
    ["written", "EXPLICIT"],
    ["implied_purchase", "IMPLICIT"],
    ["implied_enquiry", "IMPLICIT"],
    ["contract", "IMPLICIT"],
    ["request", "IMPLICIT"],
  ] as const)("consent on the basis %s is %s", async (basis, type) => {
    await consent.grant({ ...optIn, basis });
    const receipt = await consent.receipt(RAVI, options);
    expect(receipt?.services[0]?.purposes[0]?.consentType).toBe(type);
  });

  it("is dated and described by the newest act that something granted stands on", async () => {
    await consent.grant({ ...optIn, evidence: { ...SEEN, policyUrl: "https://asha.example/old" } });
    await clock.advance(HOUR + 999);
    await consent.grant({
      user: RAVI,
      scopes: ["marketing"],
      method: "verbal",
      evidence: { agentId: "m" },
      jurisdiction: "DE",
    });
    expect(await consent.receipt(RAVI, options)).toMatchObject({
      consentTimestamp: Date.parse(T0) / 1_000 + 3_600,
      collectionMethod: "verbal",
      jurisdiction: "DE",
      policyUrl: options.controller.policyUrl,
    });
    expect(await consent.receipt(RAVI, options)).not.toHaveProperty("language");
  });

  it("takes the policy that the person saw", async () => {
    await consent.grant({ ...optIn, evidence: { ...SEEN, policyUrl: "https://asha.example/seen" } });
    expect(await consent.receipt(RAVI, options)).toMatchObject({
      policyUrl: "https://asha.example/seen",
      language: "en",
      jurisdiction: "IN",
    });
  });

  it("has another id for another person's acts, another brand, and after another act", async () => {
    const ids = new Set<string | undefined>();
    const add = async (namespace?: string) =>
      ids.add((await consent.receipt(RAVI, { ...options, namespace }))?.consentReceiptID);
    await consent.grant({ ...optIn, key: "k" });
    await add();
    await add();
    expect(ids.size).toBe(1);
    await consent.grant({ ...optIn, key: "k", namespace: "other" });
    await add("other");
    await consent.grant({ ...optIn, key: "l" });
    await add();
    expect(ids.size).toBe(3);
  });
});

describe("what is stored about a person", () => {
  it("is told under every name they have, for each brand", async () => {
    await consent.grant(optIn);
    await consent.withdraw({ user: "IN.ravi", namespace: "other" });
    await store.identity.link(["919812345678", "IN.ravi"]);
    const access = await consent.subjectAccess(RAVI);
    expect(access).toMatchObject({ issuedAt: T0, businessName: "Asha Stores" });
    expect([...access.identifiers].sort()).toEqual([RAVI, "IN.ravi"]);
    expect(
      access.brands.map(({ namespace, record, events }) => [
        namespace,
        record.party_identification[0]?.namespace,
        events.map(({ action }) => action),
      ]),
    ).toEqual([
      ["brand", "brand", ["grant"]],
      ["other", "other", ["withdraw"]],
    ]);
  });
});
