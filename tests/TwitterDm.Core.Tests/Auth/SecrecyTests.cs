using System.Collections;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using TwitterDm.Auth;
using TwitterDm.Auth.SignIn;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Notices;
using TwitterDm.Profiles;
using TwitterDm.Sandbox;
using TwitterDm.StoreWorker;

namespace TwitterDm.Core.Tests.Auth;

/// <summary>Nothing that the core outputs contains a token, secret or code, whatever errors occur.</summary>
public sealed partial class SecrecyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _said = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_with_refreshes_failures_and_retries_reveals_no_secret()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 250, RequestsPerWindow = 6 });
        var secrets = new List<string> { SandboxCredentials.ClientSecret };
        var store = new FileProfileDirectory(_folder.Profiles, api.Notices, keys: new NoKeyRing()).Open("a");
        using var connection = await SignInAsync(api, store, secrets);
        var client = new DmClient(connection, new DmCallOptions { Notices = api.Notices });

        // An expired access token, a refresh that has to be retried, and pages that fail.
        api.Clock.Advance(TimeSpan.FromHours(3));
        api.Server.Faults.When(IsToken, Fault.RefuseBeforeReading);
        api.Server.Faults.When(IsList, Fault.Status(503));
        api.Server.Faults.When(IsList, Fault.CutBody);
        api.Server.Faults.When(IsList, Fault.TooManyRequests());
        Assert.Equal(250, (await api.ListAsync(client: client)).Count);

        // A 401 in the middle, and every way in which a request can fail.
        await RevokeAsync(api, store);
        foreach (var fault in new[] { "status=401", "status=403", "status=404", "status=400", "html", "cut-json", "redirect=https://attacker.example/", "429" })
        {
            api.Server.Faults.When(IsList, Fault.Parse(fault), times: 12);
            Hear((await api.ListUntilErrorAsync(client: client)).Error);
            api.Server.Faults.Reset();
        }

        // Sending, with a lost response.
        api.Server.Faults.When(request => request.Method == "POST" && request.PathAndQuery.EndsWith("/messages", StringComparison.Ordinal), Fault.RefuseBeforeReading);
        Hear(await Assert.ThrowsAsync<DmException>(() => api.SendAsync(new DmOutgoingMessage { To = new("12"), Text = "Hello" }, client)));

        // A rejected refresh whose error contains the token, as some servers repeat it.
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
    public async Task OAuth_1_keys_and_signatures_are_never_revealed()
    {
        string[] keys = [SandboxCredentials.ConsumerSecret, SandboxCredentials.AccessToken, SandboxCredentials.AccessTokenSecret];
        await using var api = await TestApi.StartAsync();
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
    public void Failed_sign_ins_reveal_neither_code_nor_state_nor_verifier()
    {
        const string code = "the-code-of-a-sign-in";
        const string state = "the-state-of-a-sign-in";
        var redirect = new Uri("http://localhost:8080/callback");
        var proof = PkceCodes.Create();

        foreach (var pasted in new[]
            {
                $"{redirect}?code={code}&state=forged",
                $"http://attacker.example/?code={code}&state={state}",
                $"?error=access_denied&state={state}&code={code}",
                $"{code} {code}",
            })
        {
            Hear(Assert.Throws<DmException>(() => PastedRedirect.CodeIn(pasted, redirect, state)));
        }

        Hear(proof, new AuthorizationResponse($"code={code}&state={state}"));

        Assert.DoesNotContain(_said, text =>
            text.Contains(code, StringComparison.Ordinal)
            || text.Contains(state, StringComparison.Ordinal)
            || text.Contains(proof.Verifier, StringComparison.Ordinal));
        Assert.NotEmpty(_said);
    }

    [Fact]
    public void Rejected_credentials_are_not_repeated_in_errors()
    {
        const string secret = "a secret\nwith a line break";

        Hear(Assert.Throws<DmException>(() => new BearerCredential(secret)));
        Hear(Assert.Throws<DmException>(() => new OAuth1Credential("key", "secret", secret, "secret")));
        Hear(Assert.Throws<DmException>(() => new OAuth1Credential(secret, "secret", "token", "secret")));

        Assert.DoesNotContain(_said, text => text.Contains("a secret", StringComparison.Ordinal));
    }

    // A record prints all its members by default.
    [Fact]
    public void No_type_with_a_secret_prints_its_members()
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

    private async Task<DmConnection> SignInAsync(TestApi api, IProfileStore store, List<string> secrets)
    {
        var issued = api.Server.Api.IssueTokens(clientId: SandboxCredentials.ConfidentialClientId);
        var tokens = new TokenSet { AccessToken = issued.AccessToken, RefreshToken = issued.RefreshToken, ExpiresAt = issued.ExpiresAt };
        var app = new OAuth2App { ClientId = SandboxCredentials.ConfidentialClientId, ClientSecret = SandboxCredentials.ClientSecret };
        var setting = SignInSettings.For(api.Server.BaseUri, api.Clock, onTokens: set => Hear(set));
        var credential = new OAuth2Credential(tokens, app, setting);
        var connection = await api.OpenAsync(credential);
        await connection.SaveAsync(store, CancellationToken.None);
        Hear(tokens, app, setting, credential);
        secrets.AddRange([issued.AccessToken, issued.RefreshToken!]);
        return connection;
    }

    private static async Task RevokeAsync(TestApi api, IProfileStore store)
    {
        var app = new OAuth2App { ClientId = SandboxCredentials.ConfidentialClientId, ClientSecret = SandboxCredentials.ClientSecret };
        var stored = (await store.ReadAsync(CancellationToken.None))!;
        await SignInSettings.For(api.Server.BaseUri, api.Clock).CreateTokenEndpoint(app).RevokeAsync(stored.AccessToken, CancellationToken.None);
    }

    private static async Task DisconnectedAsync(TestApi api, DmConnection connection)
    {
        api.Server.Faults.When(request => request.PathAndQuery.EndsWith("/revoke", StringComparison.Ordinal), Fault.RefuseBeforeReading, times: 9);
        await connection.RevokeAsync();
    }

    private void AssertSilence(TestApi api, IReadOnlyCollection<string> secrets, int atLeast)
    {
        foreach (var notice in api.Notices.All)
            Hear(notice);
        var all = secrets.SelectMany(Forms).Distinct(StringComparer.Ordinal).ToArray();
        Assert.True(all.Length >= atLeast, $"There were {all.Length} secrets only: the test looks for too few.");
        Assert.Contains(api.Notices.Verbose, text => text.Contains("attempt 2", StringComparison.Ordinal));
        foreach (var text in _said)
            Assert.DoesNotContain(all, secret => text.Contains(secret, StringComparison.Ordinal));
    }

    // The output of an object: its text and each of its public properties, like Format-List.
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

        // The properties of an internal type are never displayed.
        foreach (var property in item.GetType().GetProperties().Where(property => item.GetType().IsPublic && property.GetIndexParameters().Length == 0))
            Hear(property.GetValue(item), depth + 1);
    }

    // In plain form, and as encoded in a URL, a form or a header.
    private static IEnumerable<string> Forms(string secret)
    {
        yield return secret;
        yield return Uri.EscapeDataString(secret);
        yield return WebUtility.UrlEncode(secret);
        yield return JsonEncodedText.Encode(secret).ToString();
    }

    private static IEnumerable<string> SecretsOf(StoredProfile profile)
        => new[] { profile.AccessToken, profile.RefreshToken, profile.ClientSecret, profile.ConsumerSecret, profile.AccessTokenSecret }.OfType<string>();

    // The authorization of each request, and the tokens in the forms of sign-ins.
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
