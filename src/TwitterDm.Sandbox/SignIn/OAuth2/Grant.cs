using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>
/// What a user once allowed an app. All tokens that come of it, however often refreshed, hold the same object. No record: two grants are never
/// equal.
/// </summary>
internal sealed class Grant(SandboxApp app, Person account, IReadOnlyList<string> scopes)
{
    public SandboxApp App => app;

    public Person Account => account;

    public IReadOnlyList<string> Scopes => scopes;

    public bool IsOffline => scopes.Contains(OAuth2.Scopes.Offline, StringComparer.Ordinal);
}
