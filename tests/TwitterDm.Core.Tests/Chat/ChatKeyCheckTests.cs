using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TwitterDm.Auth;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Notices;
using TwitterDm.Profiles;
using TwitterDm.StoreWorker;

namespace TwitterDm.Core.Tests.Chat;

/// <summary>The check of a chat key when a connection is opened, and what is saved of it.</summary>
public sealed class ChatKeyCheckTests : IAsyncLifetime, IDisposable
{
    private readonly ChatPrivateKeys _keys = ChatPrivateKeys.Generate();
    private readonly ChatPrivateKeys _other = ChatPrivateKeys.Generate();
    private readonly NoticeRecorder _notices = new();
    private readonly TemporaryFolder _folder = new();
    private string _userId = "12";
    private (int Status, string Body) _publicKeys;
    private OtherServer _server = null!;

    public async Task InitializeAsync() => _server = await OtherServer.StartAsync(context =>
    {
        var isKeys = context.Request.Path.Value!.EndsWith("/public_keys", StringComparison.Ordinal);
        context.Response.ContentType = "application/json";
        context.Response.StatusCode = isKeys ? _publicKeys.Status : 200;
        return context.Response.WriteAsync(isKeys ? _publicKeys.Body : $$$"""{"data":{"id":"{{{_userId}}}","username":"user{{{_userId}}}"}}""");
    });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _keys.Dispose();
        _other.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_registered_key_is_used_with_its_version()
    {
        Register(Row("900", _other), Row("1000", _keys));

        using var connection = await OpenAsync(_keys.ToBlob());

        Assert.Equal((true, "1000"), (connection.HasChatKey, connection.ChatKeyVersion));
        Assert.Equal(["GET /2/users/me", "GET /2/users/12/public_keys"], _server.Requests.Select(request => request.Target));
        Assert.Empty(_notices.Warnings);
    }

    [Fact]
    public async Task A_connection_without_a_key_makes_no_request_about_keys()
    {
        using var connection = await OpenAsync();

        Assert.Equal((false, null), (connection.HasChatKey, connection.ChatKeyVersion));
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_key_without_its_signing_half_is_accepted_for_reading()
    {
        Register(Row("1000", _keys));

        using var connection = await OpenAsync(_keys.ToBlob()[..32]);

        Assert.True(connection.HasChatKey);
        var check = await CheckAsync(connection);
        Assert.Equal(nameof(DmCheckState.Warn), check.State);
        Assert.Contains("cannot sign", check.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_registered_key_is_used_with_a_warning()
    {
        // As text, 999 would be newer than 1000.
        Register(Row("1000", _other), Row("999", _keys));

        using var connection = await OpenAsync(_keys.ToBlob());

        Assert.Equal("999", connection.ChatKeyVersion);
        Assert.Contains("registered version 1000 since", Assert.Single(_notices.Warnings), StringComparison.Ordinal);
        Assert.Equal(nameof(DmCheckState.Warn), (await CheckAsync(connection)).State);
    }

    [Fact]
    public async Task A_key_that_X_has_not_registered_is_an_error_without_the_key()
    {
        Register(Row("1000", _other));

        var error = await Assert.ThrowsAsync<DmException>(() => OpenAsync(_keys.ToBlob()));

        Assert.Equal((DmErrorKind.ChatKey, DmErrorReason.ChatKeyNotRegistered), (error.Kind, error.Reason));
        Assert.Contains("is not one that X has registered for @user12 (12)", error.Message, StringComparison.Ordinal);
        Assert.Contains("version 1000", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(_keys.ToBlob())[..12], error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_without_registered_keys_is_a_case_of_its_own()
    {
        Register();

        var error = await Assert.ThrowsAsync<DmException>(() => OpenAsync(_keys.ToBlob()));

        Assert.Equal((DmErrorKind.ChatKey, DmErrorReason.NoChatKeysRegistered), (error.Kind, error.Reason));
    }

    [Fact]
    public async Task A_key_that_the_account_has_replaced_since_it_was_connected_is_not_that_of_another_account()
    {
        Register(Row("1000", _keys));
        using (await OpenAsync(_keys.ToBlob()))
            Register(Row("2000", _other));

        var error = await Assert.ThrowsAsync<DmException>(() => OpenAsync(_keys.ToBlob()));

        Assert.Equal(DmErrorReason.ChatKeyNotRegistered, error.Reason);
        Assert.Contains("version 2000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_another_account_that_was_connected_before_names_it()
    {
        Register(Row("1000", _keys));
        using (await OpenAsync(_keys.ToBlob()))
            _userId = "34";
        Register(Row("1000", _other));

        var error = await Assert.ThrowsAsync<DmException>(() => OpenAsync(_keys.ToBlob()));

        Assert.Equal((DmErrorKind.ChatKey, DmErrorReason.ChatKeyOfOtherAccount), (error.Kind, error.Reason));
        Assert.Equal("The chat key is that of @user12 (12), not of @user34 (34).", error.Message);
    }

    [Fact]
    public async Task A_mixture_of_two_keys_is_named_as_such()
    {
        Register(Row("1000", _keys));

        var error = await Assert.ThrowsAsync<DmException>(() => OpenAsync([.. _keys.ToBlob()[..32], .. _other.ToBlob()[32..]]));

        Assert.Contains("mixture of two keys", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_mixture_is_named_as_such_also_after_the_keys_were_used(bool hasOwnIdentity)
    {
        Register(Row("1000", _other));
        _userId = "34";
        using (await OpenAsync(_other.ToBlob()))
            _userId = "12";
        Register(Row("1000", _keys));
        (await OpenAsync(_keys.ToBlob())).Dispose();
        var (identity, signing) = hasOwnIdentity ? (_keys, _other) : (_other, _keys);

        var error = await Assert.ThrowsAsync<DmException>(() => OpenAsync([.. identity.ToBlob()[..32], .. signing.ToBlob()[32..]]));

        Assert.Contains("mixture of two keys", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_own_key_that_was_replaced_is_not_that_of_another_account()
    {
        Register(Row("1000", _keys));
        (await OpenAsync(_keys.ToBlob())).Dispose();
        Register(Row("2000", _other));

        var error = await Assert.ThrowsAsync<DmException>(() => OpenAsync(_keys.ToBlob()));

        Assert.Equal(DmErrorReason.ChatKeyNotRegistered, error.Reason);
    }

    [Fact]
    public async Task The_version_in_a_key_file_shows_that_its_key_is_outdated()
    {
        Register(Row("1000", _other));

        var error = await Assert.ThrowsAsync<DmException>(() => OpenAsync(FileOf(("12", _keys, "900"))));

        Assert.Contains("is outdated: its version is 900, and @user12 has registered version 1000 since", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_a_file_has_for_two_accounts_is_named_as_the_other_ones()
    {
        Register(Row("1000", _other));

        var error = await Assert.ThrowsAsync<DmException>(() => OpenAsync(FileOf(("12", _keys, "1000"), ("56", _keys, "1000"))));

        Assert.Contains("is that of 56, not of @user12 (12)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00000000", "FFFFFFFF")]
    [InlineData("FFFFFFFF", "00000000")]
    public async Task A_half_that_cannot_be_a_private_key_is_an_error(string first, string second)
    {
        var blob = Convert.FromHexString(string.Concat(Enumerable.Repeat(first, 8)) + string.Concat(Enumerable.Repeat(second, 8)));

        var error = await Assert.ThrowsAsync<DmException>(() => OpenAsync(blob));

        Assert.Equal((DmErrorKind.ChatKey, DmErrorReason.ChatKeyInvalid), (error.Kind, error.Reason));
    }

    [Theory]
    [InlineData(404, """{"title":"Not Found Error","detail":"no keys","status":404}""")]
    [InlineData(200, """{"errors":[{"title":"Not Found Error","type":"https://api.twitter.com/2/problems/resource-not-found","detail":"no keys"}]}""")]
    public async Task An_account_that_X_does_not_know_in_X_Chat_opens_without_the_key(int status, string body)
    {
        _publicKeys = (status, body);

        using var connection = await OpenAsync(_keys.ToBlob());

        Assert.False(connection.HasChatKey);
        Assert.Contains("The chat key was not used", Assert.Single(_notices.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, """{"title":"Forbidden","status":403}""", DmErrorKind.Permission)]
    [InlineData(402, """{"title":"CreditsDepleted","status":402}""", DmErrorKind.Credit)]
    [InlineData(200, "<html>", DmErrorKind.Protocol)]
    [InlineData(200, """{"data":[]}""", DmErrorKind.ChatKey)]
    [InlineData(200, """{"data":[{"public_key_version":"1","public_key":"?"},{"public_key":"AAAA"},null,5]}""", DmErrorKind.ChatKey)]
    public async Task Any_other_response_fails_the_connection(int status, string body, DmErrorKind kind)
    {
        _publicKeys = (status, body);

        var error = await Assert.ThrowsAsync<DmException>(() => OpenAsync(_keys.ToBlob()));

        Assert.Equal(kind, error.Kind);
    }

    [Fact]
    public async Task The_health_check_fails_a_key_that_is_no_longer_registered()
    {
        Register(Row("1000", _keys));
        using var connection = await OpenAsync(_keys.ToBlob());
        Assert.Equal(nameof(DmCheckState.Pass), (await CheckAsync(connection)).State);
        Register(Row("2000", _other));

        var check = await CheckAsync(connection);

        Assert.Equal(nameof(DmCheckState.Fail), check.State);
        Assert.Contains("no longer has the chat key of version 1000", check.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_health_check_warns_about_a_missing_key()
    {
        using var connection = await OpenAsync();

        Assert.Equal(nameof(DmCheckState.Warn), (await CheckAsync(connection)).State);
    }

    [Fact]
    public async Task A_saved_key_is_used_by_the_next_connection_and_kept_by_one_without()
    {
        Register(Row("1000", _keys));
        using (var first = await OpenAsync(_keys.ToBlob()))
            await first.SaveAsync(Profiles(), "a");
        var saved = await new DmSignIn().FromProfileAsync(Profiles(), "a");
        Assert.True((await Profiles().ListAsync())[0].HasChatKey);

        using (var second = await OpenAsync(saved.ChatKey))
            Assert.True(second.HasChatKey);
        using (var without = await OpenAsync())
            await without.SaveAsync(Profiles(), "a");

        Assert.Equal(_keys.ToBlob(), (await Profiles().Open("a").ReadAsync(CancellationToken.None))!.ChatKey);
    }

    [Fact]
    public async Task A_key_is_not_kept_when_another_account_is_saved_under_the_name()
    {
        Register(Row("1000", _keys));
        using (var first = await OpenAsync(_keys.ToBlob()))
            await first.SaveAsync(Profiles(), "a");
        _userId = "34";

        using var other = await OpenAsync();
        await other.SaveAsync(Profiles(), "a");

        Assert.Null((await Profiles().Open("a").ReadAsync(CancellationToken.None))!.ChatKey);
        Assert.False((await Profiles().ListAsync())[0].HasChatKey);
    }

    [Fact]
    public async Task Closing_the_connection_overwrites_the_key()
    {
        Register(Row("1000", _keys));
        var connection = await OpenAsync(_keys.ToBlob());
        var inUse = connection.ChatKey!.PrivateKeys;

        connection.Dispose();

        Assert.Equal(new byte[64], inUse.ToBlob());
    }

    private void Register(params string[] rows) => _publicKeys = (200, $$"""{"data":[{{string.Join(',', rows)}}]}""");

    private static string Row(string version, ChatPrivateKeys keys) => JsonSerializer.Serialize(new
    {
        public_key_version = version,
        public_key = Convert.ToBase64String(keys.IdentityPublicKey),
        signing_public_key = Convert.ToBase64String(keys.SigningPublicKey!),
        identity_public_key_signature = KeyBinding.Sign(keys),
    });

    private ChatKey FileOf(params (string UserId, ChatPrivateKeys Keys, string Version)[] accounts)
    {
        var path = Path.Combine(_folder.Root, "keys.yml");
        File.WriteAllText(path, "users:\n" + string.Concat(accounts.Select(
            account => $"  \"{account.UserId}\":\n    private_keys_b64: {Convert.ToBase64String(account.Keys.ToBlob())}\n    key_version: \"{account.Version}\"\n")));
        return ChatKey.ReadFile(path);
    }

    private Task<DmConnection> OpenAsync(byte[] blob) => OpenAsync(ChatKey.Parse(Convert.ToBase64String(blob)));

    private async Task<DmConnection> OpenAsync(ChatKey? key = null)
    {
        using (key)
        {
            return await DmConnection.OpenAsync(
                new DmConnectionOptions
                {
                    ApiBaseUri = _server.BaseUri,
                    Credential = new BearerCredential("token"),
                    ChatKey = key,
                },
                new DmCallOptions { Notices = _notices });
        }
    }

    private static async Task<DmCheck> CheckAsync(DmConnection connection)
        => (await TestApi.CollectAsync(new DmClient(connection).CheckHealthAsync(detailed: false))).Single(check =>
            string.Equals(check.Name, "ChatKey", StringComparison.Ordinal));

    private FileProfileDirectory Profiles() => new(_folder.Profiles, keys: new FolderKeyRing(_folder.Keys));
}
