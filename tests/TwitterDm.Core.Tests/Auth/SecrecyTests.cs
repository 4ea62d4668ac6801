using System.Collections;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using TwitterDm.Auth;
using TwitterDm.Auth.SignIn;
using TwitterDm.Auth.Store;
using TwitterDm.Core.Tests.Auth.Store;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Notices;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Host;
using TwitterDm.StoreWorker;

namespace TwitterDm.Core.Tests.Auth;

/// <summary>No token, secret or code in anything that the core says or shows, however badly a run goes.</summary>
public sealed partial class SecrecyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _said = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_with_refreshes_failures_and_retries_says_no_secret()
    {
        await using var api = await Api.StartAsync(new SandboxOptions { EventCount = 250, RequestsPerWindow = 6 });
        var secrets = new List<string> { SandboxCredentials.ClientSecret };
        var store = new ProfileStore(_folder.Profiles, api.Notices, keys: new NoKeyRing()).Open("a");
        using var connection = await SignInAsync(api, store, secrets);
        var client = new DmClient(connection, new DmCallOptions { Notices = api.Notices });

        // An access token that ended, a refresh that has to be tried again, and pages that fail.
        api.Clock.Advance(TimeSpan.FromHours(3));
        api.Server.Faults.When(IsToken, Fault.RefuseBeforeReading);
        api.Server.Faults.When(IsList, Fault.Status(503));
        api.Server.Faults.When(IsList, Fault.CutBody);
        api.Server.Faults.When(IsList, Fault.TooManyRequests());
        Assert.Equal(250, (await api.ListAsync(client: client)).Count);

        // A 401 in the middle, and every way in which a request can end badly.
        await RevokeAsync(api, store);
        foreach (var fault in new[] { "status=401", "status=403", "status=404", "status=400", "html", "cut-json", "redirect=https://attacker.example/", "429" })
        {
            api.Server.Faults.When(IsList, Fault.Parse(fault), times: 12);
            Hear((await api.ListUntilErrorAsync(client: client)).Error);
            api.Server.Faults.Reset();
        }

        // Sending, with an answer that is lost.
        api.Server.Faults.When(request => request.Method == "POST" && request.PathAndQuery.EndsWith("/messages", StringComparison.Ordinal), Fault.RefuseBeforeReading);
        Hear(await Assert.ThrowsAsync<DmException>(() => api.SendAsync(new DmOutgoingMessage { To = new("12"), Text = "Hello" }, client)));

        // A refresh that is refused, with the token in the refusal, as some servers repeat it.
        api.Clock.Advance(TimeSpan.FromHours(3));
        var stored = (await store.ReadAsync(CancellationToken.None))!;
        api.Server.Faults.When(IsToken, Fault.Status(400, "application/json", $$"""{"error":"invalid_grant","error_description":"{{stored.RefreshToken}} was used"}"""), times: 9);
        Hear((await api.ListUntilErrorAsync(client: client)).Error);
        Hear(await Assert.ThrowsAsync<DmException>(() => DisconnectedAsync(api, connection)));

        Hear(connection, stored, client);
        secrets.AddRange(SecretsOf(stored));
        secrets.AddRange(api.Server.Requests.SelectMany(SecretsOf));
        AssertSilence(api, secrets, atLeast: 8);
    }

    [Fact]
    public async Task Keys_of_OAuth_1_and_their_signatures_are_said_nowhere()
    {
        string[] keys = [SandboxCredentials.ConsumerSecret, SandboxCredentials.AccessToken, SandboxCredentials.AccessTokenSecret];
        await using var api = await Api.StartAsync();
        var credential = new OAuth1Credential(SandboxCredentials.ConsumerKey, keys[0], keys[1], keys[2], api.Clock);
        using var connection = await api.OpenAsync(credential);
        var client = new DmClient(connection, new DmCallOptions { Notices = api.Notices });
        foreach (var fault in new[] { "status=503", "cut-body", "status=401", "html", "429" })
        {
            api.Server.Faults.When(IsList, Fault.Parse(fault), times: 12);
            Hear((await api.ListUntilErrorAsync(client: client)).Error);
            api.Server.Faults.Reset();
        }

        Hear(await Assert.ThrowsAsync<DmException>(() => connection.RevokeAsync()));
        Hear(credential, connection);

        AssertSilence(api, [.. keys, .. api.Server.Requests.SelectMany(SecretsOf)], atLeast: 4);
    }

    [Fact]
    public void Sign_ins_that_fail_repeat_neither_code_nor_state_nor_verifier()
    {
        const string code = "the-code-of-a-sign-in";
        const string state = "the-state-of-a-sign-in";
        var redirect = new Uri("http://localhost:8080/callback");
        var proof = PkceProof.Create();

        foreach (var pasted in new[] { $"{redirect}?code={code}&state=forged", $"http://attacker.example/?code={code}&state={state}", $"?error=access_denied&state={state}&code={code}", $"{code} {code}" })
            Hear(Assert.Throws<DmException>(() => PastedAnswer.CodeIn(pasted, redirect, state)));
        Hear(proof, new CallbackAnswer($"code={code}&state={state}"));

        Assert.DoesNotContain(_said, text => text.Contains(code, StringComparison.Ordinal) || text.Contains(state, StringComparison.Ordinal) || text.Contains(proof.Verifier, StringComparison.Ordinal));
        Assert.NotEmpty(_said);
    }

    [Fact]
    public void Credentials_that_are_refused_are_not_repeated()
    {
        const string secret = "a secret\nwith a line break";

        Hear(Assert.Throws<DmException>(() => new BearerCredential(secret)));
        Hear(Assert.Throws<DmException>(() => new OAuth1Credential("key", "secret", secret, "secret")));
        Hear(Assert.Throws<DmException>(() => new OAuth1Credential(secret, "secret", "token", "secret")));

        Assert.DoesNotContain(_said, text => text.Contains("a secret", StringComparison.Ordinal));
    }

    // A record prints all that it holds, unless it says otherwise.
    [Fact]
    public void No_type_that_holds_a_secret_prints_itself_member_by_member()
    {
        var telling = typeof(DmConnection).Assembly.GetTypes()
            .Where(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Any(property => property.PropertyType == typeof(string) && SecretName().IsMatch(property.Name)))
            .Where(type => type.GetMethod(nameof(ToString), Type.EmptyTypes) is { } print
                && print.DeclaringType == type && print.GetCustomAttribute<CompilerGeneratedAttribute>() is not null)
            .Select(type => type.FullName);

        Assert.Empty(telling);
    }

    private static bool IsToken(RecordedRequest request) => request.PathAndQuery.EndsWith("/token", StringComparison.Ordinal);

    private static bool IsList(RecordedRequest request) => request.PathAndQuery.Contains("/dm_events?", StringComparison.Ordinal);

    private async Task<DmConnection> SignInAsync(Api api, ITokenStore store, List<string> secrets)
    {
        var issued = api.Server.Api.IssueTokens(clientId: SandboxCredentials.ConfidentialClientId);
        var tokens = new TokenSet { AccessToken = issued.AccessToken, RefreshToken = issued.RefreshToken, ExpiresAt = issued.ExpiresAt };
        var app = new OAuth2App { ClientId = SandboxCredentials.ConfidentialClientId, ClientSecret = SandboxCredentials.ClientSecret };
        var setting = new SignInSetting { ApiBaseUri = api.Server.BaseUri, Clock = api.Clock, OnTokens = set => Hear(set) };
        var credential = new OAuth2Credential(tokens, app, setting);
        var connection = await api.OpenAsync(credential);
        await connection.SaveAsync(store, CancellationToken.None);
        Hear(tokens, app, setting, credential);
        secrets.AddRange([issued.AccessToken, issued.RefreshToken!]);
        return connection;
    }

    private static async Task RevokeAsync(Api api, ITokenStore store)
    {
        var app = new OAuth2App { ClientId = SandboxCredentials.ConfidentialClientId, ClientSecret = SandboxCredentials.ClientSecret };
        var stored = (await store.ReadAsync(CancellationToken.None))!;
        await new SignInSetting { ApiBaseUri = api.Server.BaseUri, Clock = api.Clock }.CreateTokenEndpoint(app).RevokeAsync(stored.AccessToken, CancellationToken.None);
    }

    private static async Task DisconnectedAsync(Api api, DmConnection connection)
    {
        api.Server.Faults.When(request => request.PathAndQuery.EndsWith("/revoke", StringComparison.Ordinal), Fault.RefuseBeforeReading, times: 9);
        await connection.RevokeAsync();
    }

    private void AssertSilence(Api api, IReadOnlyCollection<string> secrets, int atLeast)
    {
        foreach (var notice in api.Notices.All)
            Hear(notice);
        var all = secrets.SelectMany(Forms).Distinct(StringComparer.Ordinal).ToArray();
        Assert.True(all.Length >= atLeast, $"There were {all.Length} secrets only: the test looks for too few.");
        Assert.Contains(api.Notices.Verbose, text => text.Contains("attempt 2", StringComparison.Ordinal));
        foreach (var text in _said)
            Assert.DoesNotContain(all, secret => text.Contains(secret, StringComparison.Ordinal));
    }

    // What an object shows: as text, and each of its public properties, as Format-List does.
    private void Hear(params object[] items)
    {
        foreach (var item in items)
            Hear(item, depth: 0);
    }

    private void Hear(object? item, int depth)
    {
        if (item is null || depth > 4)
            return;
        _said.Add(item.ToString() ?? string.Empty);
        if (item is string || item.GetType().IsPrimitive || item.GetType().Namespace?.StartsWith("System.Reflection", StringComparison.Ordinal) == true)
            return;
        if (item is IEnumerable list)
        {
            foreach (var inner in list)
                Hear(inner, depth + 1);
            return;
        }

        // An internal type's properties are shown to nobody.
        foreach (var property in item.GetType().GetProperties().Where(property => item.GetType().IsPublic && property.GetIndexParameters().Length == 0))
            Hear(property.GetValue(item), depth + 1);
    }

    // As it is, and as it travels: in an address, a form, a header.
    private static IEnumerable<string> Forms(string secret)
    {
        yield return secret;
        yield return Uri.EscapeDataString(secret);
        yield return WebUtility.UrlEncode(secret);
        yield return JsonEncodedText.Encode(secret).ToString();
    }

    private static IEnumerable<string> SecretsOf(StoredProfile profile)
        => new[] { profile.AccessToken, profile.RefreshToken, profile.ClientSecret, profile.ConsumerSecret, profile.AccessTokenSecret }.OfType<string>();

    // Whatever authorized a request, and the tokens in the forms of sign-ins.
    private static IEnumerable<string> SecretsOf(RecordedRequest request)
    {
        if (request.Headers.TryGetValue("Authorization", out var authorization))
        {
            yield return authorization[(authorization.IndexOf(' ', StringComparison.Ordinal) + 1)..];
            foreach (Match signature in Signature().Matches(authorization))
                yield return Uri.UnescapeDataString(signature.Groups["value"].Value);
        }

        if (!request.PathAndQuery.StartsWith("/2/oauth2/", StringComparison.Ordinal))
            yield break;
        foreach (Match field in FormField().Matches(System.Text.Encoding.UTF8.GetString(request.Body.Span)))
            yield return Uri.UnescapeDataString(field.Groups["value"].Value);
    }

    [GeneratedRegex("oauth_(signature|nonce)=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Signature();

    [GeneratedRegex("(^|&)(refresh_token|token|code|code_verifier)=(?<value>[^&]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormField();

    [GeneratedRegex("(Secret|AccessToken|RefreshToken|Verifier|PrivateKey|Password|ChatKey)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SecretName();
}
