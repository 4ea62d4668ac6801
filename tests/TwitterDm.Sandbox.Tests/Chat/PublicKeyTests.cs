using System.Net;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.Chat;

/// <summary>Public keys: looking them up and registering new ones.</summary>
public sealed class PublicKeyTests
{
    private const string Own = "/2/users/1385551234567890123/public_keys";

    private readonly SandboxApi _api = new(new SandboxOptions { Clock = new ManualClock() });
    private readonly SandboxClient _client;

    public PublicKeyTests() => _client = SandboxClient.InProcess(_api);

    [Fact]
    public async Task The_keys_of_the_account_belong_to_its_registered_public_keys()
    {
        var rows = (await _client.GetAsync($"{Own}?{ChatReading.AllKeyFields}")).Body.Items("data");
        Assert.Equal([SandboxCredentials.ReplacedChatKeyVersion, SandboxCredentials.ChatKeyVersion], rows.Select(row => row.Text("public_key_version")));
        foreach (var (row, key) in rows.Zip([SandboxCredentials.ReplacedChatKey, SandboxCredentials.ChatKey]))
        {
            using var keys = ChatPrivateKeys.FromBlob(Convert.FromBase64String(key));
            Assert.Equal(Convert.ToBase64String(keys.IdentityPublicKey), row.Text("public_key"));
            Assert.Equal(Convert.ToBase64String(keys.SigningPublicKey!), row.Text("signing_public_key"));
            Assert.True(KeyBinding.IsBound(keys.IdentityPublicKey, keys.SigningPublicKey!, row.Text("identity_public_key_signature")));
            Assert.True(row.Has("juicebox_config"));
        }

        Assert.Equal((SandboxCredentials.ChatKey, SandboxCredentials.ChatKeyVersion), (_api.ChatKeyOf().Key, _api.ChatKeyOf().Version));
        Assert.Equal(
            (SandboxCredentials.ReplacedChatKey, SandboxCredentials.ReplacedChatKeyVersion),
            (_api.ChatKeyOf(replaced: true).Key, _api.ChatKeyOf(replaced: true).Version));
    }

    [Fact]
    public void Each_account_has_other_keys()
    {
        var keys = Enumerable.Range(1, SandboxApi.AccountCount).Select(account => _api.ChatKeyOf(account)).ToList();
        Assert.Distinct(keys.Select(key => key.Key));
        Assert.Equal("sandbox_user2", keys[1].Username);
        Assert.Throws<ArgumentOutOfRangeException>(() => _api.ChatKeyOf(SandboxApi.AccountCount + 1));
    }

    [Fact]
    public async Task Rows_of_several_users_say_whose_they_are_and_only_own_ones_have_the_backup()
    {
        var reply = await _client.GetAsync($"/2/users/public_keys?ids=12,1234,4242,1655555555555555555&{ChatReading.AllKeyFields}");
        Assert.Equal(3, reply.Body.Items("data").Count);
        Assert.All(reply.Body.Items("data"), row =>
            Assert.Equal(["user_id", "public_key_version", "public_key", "signing_public_key", "identity_public_key_signature"], row.Names()));
        Assert.Equal(["12", "1234"], reply.Body.Items("data").Select(row => row.Text("user_id")).Distinct());
        Assert.Equal("4242", Assert.Single(reply.Body.Items("errors")).Text("resource_id"));
        Assert.All(
            (await _client.GetAsync("/2/users/12/public_keys?public_key.fields=signing_public_key")).Body.Items("data"),
            row => Assert.Equal(["public_key_version", "public_key", "signing_public_key"], row.Names()));
    }

    [Fact]
    public async Task All_fields_are_returned_unless_some_are_requested()
    {
        var (all, none) = (await _client.GetAsync($"{Own}?{ChatReading.AllKeyFields}"), await _client.GetAsync(Own));
        Assert.Equal(all.Text, none.Text);
        Assert.All(none.Body.Items("data"), row => Assert.True(row.Has("juicebox_config")));
    }

    [Theory]
    [InlineData("1655555555555555555")]
    [InlineData("4242")]
    public async Task Who_never_used_X_Chat_has_no_keys(string user)
    {
        var reply = await _client.GetAsync($"/2/users/{user}/public_keys");
        Assert.Equal((HttpStatusCode.NotFound, "Not Found Error"), (reply.Status, reply.Body.Text("title")));
    }

    [Fact]
    public async Task Registered_keys_are_added_to_the_older_ones()
    {
        using var keys = ChatPrivateKeys.Generate();
        Assert.Equal("1800000000000", Version(await RegisterAsync(keys, "1800000000000")));
        Assert.Equal("1800000000001", Version(await RegisterAsync(keys, "1800000000001")));
        var rows = (await _client.GetAsync($"{Own}?{ChatReading.AllKeyFields}")).Body.Items("data");
        Assert.Equal(
            [SandboxCredentials.ReplacedChatKeyVersion, SandboxCredentials.ChatKeyVersion, "1800000000000", "1800000000001"],
            rows.Select(row => row.Text("public_key_version")));
        Assert.Equal(Convert.ToBase64String(keys.IdentityPublicKey), rows[^1].Text("public_key"));
        Assert.Equal(KeyBinding.Sign(keys).Length, rows[^1].Text("identity_public_key_signature").Length);
    }

    [Fact]
    public async Task The_server_can_generate_the_version()
    {
        using var keys = ChatPrivateKeys.Generate();
        Assert.Equal("1768478400000", Version(await RegisterAsync(keys, "ignored", generate: true)));
    }

    [Theory]
    [InlineData("1751372090123", null, null, "version")]
    [InlineData("12x", null, null, "version")]
    [InlineData("", null, null, "version")]
    [InlineData("1800000000000", "AAAA", null, "public_key.public_key")]
    [InlineData("1800000000000", null, "not base64", "public_key.signing_public_key")]
    public async Task Invalid_registrations_are_refused(string version, string? identity, string? signing, string parameter)
    {
        using var keys = ChatPrivateKeys.Generate();
        var reply = await RegisterAsync(keys, version, identity: identity, signing: signing);
        Assert.Equal((HttpStatusCode.BadRequest, parameter), (reply.Status, Assert.Single(reply.ValidationErrors).Parameter));
    }

    [Fact]
    public async Task Keys_are_registered_for_oneself_with_the_scope_to_write_a_few_times_a_day()
    {
        using var keys = ChatPrivateKeys.Generate();
        Assert.Equal(HttpStatusCode.Forbidden, (await RegisterAsync(keys, "1800000000000", path: "/2/users/12/public_keys")).Status);
        var writeless = await _client.PostJsonAsync(Own, new { public_key = new { }, version = "1" }, "Bearer " + SandboxCredentials.TokenWithoutDmWrite);
        Assert.Equal((HttpStatusCode.Forbidden, "The token lacks the scope [dm.write]."), (writeless.Status, writeless.Body.Text("detail")));
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.PostJsonAsync(Own, new { version = "1" })).Status);
        for (var left = 1; left >= 0; left--)
            Assert.Equal(left, (await RegisterAsync(keys, $"180000000000{9 - left}")).Number("x-user-limit-24hour-remaining"));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await RegisterAsync(keys, "1900000000000")).Status);
    }

    private static string Version(Reply reply)
    {
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        return reply.Body.GetProperty("data").Text("public_key_version");
    }

    private Task<Reply> RegisterAsync(
        ChatPrivateKeys keys,
        string version,
        bool generate = false,
        string? identity = null,
        string? signing = null,
        string path = Own) =>
        _client.PostJsonAsync(
            path,
            new
            {
                generate_version = generate,
                public_key = new
                {
                    public_key = identity ?? Convert.ToBase64String(keys.IdentityPublicKey),
                    signing_public_key = signing ?? Convert.ToBase64String(keys.SigningPublicKey!),
                    identity_public_key_signature = KeyBinding.Sign(keys),
                    registration_method = "CustomPin",
                },
                version,
            });
}
