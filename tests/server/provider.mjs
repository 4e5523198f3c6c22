// A real OpenID Connect service for tests. It signs in whoever it was last told of, without asking, or refuses.
// Called with: the library's file, the port, and a JSON text of { clients, people, key }.
const [library, port, text] = process.argv.slice(2);
const { Provider } = await import(library);
const told = JSON.parse(text);
const issuer = `http://127.0.0.1:${port}`;
let as = Object.keys(told.people)[0]; // "": the prompt is refused
let idTokenLasts = 3600;
let renews = true; // whether refresh tokens are given

const provider = new Provider(issuer, {
  clients: told.clients,
  jwks: { keys: [told.key] },
  pkce: { required: () => true },
  conformIdTokenClaims: false,
  issueRefreshToken: async () => renews,
  claims: { openid: ["sub", "roles"], profile: ["name", "oid", "tid"] },
  findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...told.people[id] }) }),
  features: { devInteractions: { enabled: false }, revocation: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  cookies: { keys: ["a key for tests alone"] },
  ttl: { IdToken: () => idTokenLasts, AccessToken: 600, AuthorizationCode: 60, Grant: 86400, Interaction: 600, Session: 86400, RefreshToken: 86400 },
  renderError: (ctx, out) => { ctx.type = "text"; ctx.body = JSON.stringify(out); },
});

const finish = async (ctx) => {
  if (!as) return provider.interactionFinished(ctx.req, ctx.res, { error: "access_denied", error_description: "<b>no</b>" });
  const { params } = await provider.interactionDetails(ctx.req, ctx.res);
  const grant = new provider.Grant({ accountId: as, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const grantId = await grant.save();
  return provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: as }, consent: { grantId } });
};

provider.use(async (ctx, next) => {
  const url = new URL(ctx.url, issuer);
  if (url.pathname.startsWith("/interaction/")) {
    ctx.respond = false;
    return finish(ctx);
  }
  if (url.pathname === "/test") {
    // who signs in next, which roles somebody has from now on, how long id tokens last, and whether they can be renewed
    const asked = url.searchParams;
    if (asked.has("as")) as = asked.get("as");
    if (asked.has("roles")) told.people[asked.get("of")].roles = JSON.parse(asked.get("roles"));
    if (asked.has("lasts")) idTokenLasts = Number(asked.get("lasts"));
    if (asked.has("renews")) renews = asked.get("renews") === "yes";
    ctx.body = "done";
    return undefined;
  }
  return next();
});
provider.listen(Number(port), "127.0.0.1");
