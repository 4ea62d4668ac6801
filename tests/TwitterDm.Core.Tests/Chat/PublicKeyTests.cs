using System.Collections.Concurrent;
using System.Text.Json;
using TwitterDm.ChatProtocol.Writing;

namespace TwitterDm.Core.Tests.Chat;

/// <summary>The public keys of people: how they are requested, attributed and kept.</summary>
public sealed class PublicKeyTests
{
    private static readonly string[] Each = ["/2/users/7/public_keys", "/2/users/12/public_keys"];

    [Theory]
    [InlineData("user_id")]
    [InlineData("id")]
    [InlineData("userId")]
    public async Task Rows_that_name_their_user_are_requested_at_once(string name)
    {
        await using var api = await StartAsync();
        api.OwnerName = name;
        api.Add(api.Message(api.Me, "Hello"));
        api.Add(api.Message(api.Peer, "Hi"));

        Assert.All(await api.ReadAsync(), item => Assert.True(item.IsVerified));

        Assert.Equal(["/2/users/public_keys"], api.KeyRequests);
    }

    [Fact]
    public async Task Rows_that_do_not_name_their_user_are_requested_one_by_one_from_then_on()
    {
        await using var api = await StartAsync();
        api.Add(api.Message(api.Me, "Hello"));
        api.Add(api.Message(api.Peer, "Hi"));

        Assert.All(await api.ReadAsync(), item => Assert.True(item.IsVerified));

        Assert.Equal("/2/users/public_keys", api.KeyRequests[0]);
        Assert.Equal(Each.Order(), api.KeyRequests.Skip(1).Order());
        api.Conversation = new(ChatApi.Group);
        using var first = api.Register("101");
        using var second = api.Register("102");
        api.Add(api.Detail(first, ChatGroupDetails.MemberRemove(["1"])));
        api.Add(api.Detail(second, ChatGroupDetails.MemberRemove(["1"])));
        await api.ReadAsync();
        Assert.Equal(["/2/users/101/public_keys", "/2/users/102/public_keys"], api.KeyRequests.Skip(3).Order());
    }

    [Fact]
    public async Task Keys_are_read_once_for_a_connection()
    {
        await using var api = await StartAsync();
        api.Add(api.Message(api.Peer, "Hi"));
        await api.ReadAsync();
        await api.ReadAsync();
        api.NewReader();
        api.Add(api.Message(api.Peer, "Again"));

        Assert.All(await api.ReadAsync(), item => Assert.True(item.IsVerified));

        Assert.Equal(["/2/users/7/public_keys"], api.KeyRequests);
    }

    [Fact]
    public async Task A_user_without_keys_is_not_asked_for_again()
    {
        await using var api = await StartAsync();
        api.Rows.Remove("7");
        api.Respond = request => request.Path.Value!.EndsWith("/7/public_keys", StringComparison.Ordinal) ? (404, """{"title":"Not Found","status":404}""") : null;
        api.Add(ChatEventFactory.Event(api.Envelope(api.Peer), ChatDetails.MarkRead("5", null), api.Peer.Signer));

        var page = await api.ReadPageAsync();
        Assert.False(api.Reader.Decode(page.Items[0])!.IsVerified);
        Assert.Empty(page.Problems);
        var requests = api.KeyRequests.Count;
        await api.ReadPageAsync();
        // A version that is not known is a reason to look once more, but only once.
        Assert.InRange(api.KeyRequests.Count, requests, requests + 1);
        await api.ReadPageAsync();
        Assert.InRange(api.KeyRequests.Count, requests, requests + 1);
    }

    [Fact]
    public async Task A_new_version_refreshes_the_keys_of_its_user_once()
    {
        await using var api = await StartAsync();
        api.Add(api.Message(api.Peer, "Hi"));
        await api.ReadAsync();
        using var renewed = new ChatPerson("7") { Version = "1710000000000" };
        api.Rows["7"].Add(renewed.Row());
        api.Events.Clear();

        Assert.True((await api.ReadAsync(api.Message(renewed, "New phone"))).IsVerified);

        Assert.Equal(2, api.KeyRequests.Count);
    }

    [Fact]
    public async Task A_claimed_version_does_not_cost_a_request_each_time()
    {
        await using var api = await StartAsync();
        for (var version = 1; version <= 5; version++)
        {
            api.Events.Clear();
            await api.ReadAsync(api.Message(api.Peer, ChatEntries.Message("Hi"), new ChatSigner(api.Other.Keys, $"{version}")));
        }

        Assert.Equal(2, api.KeyRequests.Count);
        api.Clock.Advance(TimeSpan.FromHours(1));
        await api.ReadAsync();
        await api.ReadAsync();
        Assert.Equal(3, api.KeyRequests.Count);
    }

    [Fact]
    public async Task The_older_name_of_the_version_is_read()
    {
        await using var api = await StartAsync();
        api.Rows["7"][0]["version"] = api.Rows["7"][0]["public_key_version"];
        api.Rows["7"][0].Remove("public_key_version");

        Assert.True((await api.ReadAsync(api.Message(api.Peer, "Hi"))).IsVerified);
    }

    [Theory]
    [InlineData("public_key")]
    [InlineData("signing_public_key")]
    [InlineData("identity_public_key_signature")]
    [InlineData("public_key_version")]
    public async Task A_damaged_row_does_not_spoil_the_others(string name)
    {
        await using var api = await StartAsync();
        foreach (var value in new object?[] { null, "not base64!", "AAAA", 42, true, new[] { 1 } })
            api.Rows["7"].Insert(0, new(api.Peer.Row()) { [name] = value });

        Assert.True((await api.ReadAsync(api.Message(api.Peer, "Hi"))).IsVerified);
    }

    [Fact]
    public async Task A_row_of_one_user_never_verifies_another()
    {
        await using var api = await StartAsync();
        api.OwnerName = "user_id";
        api.BringKey(api.Me);
        // The server claims the key of user 99 for everybody, and signs with it.
        api.Rows["7"] = [];
        api.Rows["12"] = [api.Other.Row(), api.Me.Row()];
        api.Add(api.Message(api.Me, "Hello"));
        api.Add(api.Message(api.Peer, ChatEntries.Message("Hi"), api.Other.Signer));

        Assert.Equal([false, true], (await api.ReadAsync()).Select(item => item.IsVerified));
    }

    [Fact]
    public async Task Only_some_rows_that_name_their_user_leave_the_rest_to_single_requests()
    {
        await using var api = await StartAsync();
        api.Respond = request => request.Path.Value!.EndsWith("/users/public_keys", StringComparison.Ordinal)
            ? (200, JsonSerializer.Serialize(new { data = new[] { new Dictionary<string, object?>(api.Me.Row()) { ["user_id"] = "12" }, api.Peer.Row() } }))
            : null;
        api.Add(api.Message(api.Me, "Hello"));
        api.Add(api.Message(api.Peer, "Hi"));

        Assert.All(await api.ReadAsync(), item => Assert.True(item.IsVerified));

        Assert.Equal(["/2/users/public_keys", "/2/users/7/public_keys"], api.KeyRequests);
    }

    [Fact]
    public async Task Keys_that_cannot_be_read_leave_the_events_unverified_with_a_problem()
    {
        await using var api = await StartAsync();
        api.Connection.Chat.ConversationKeys.Add(ChatApi.OneToOne, api.Key.Version, api.Key.Key, isVerified: true);
        api.Respond = request => request.Path.Value!.Contains("public_keys", StringComparison.Ordinal) ? (403, """{"title":"Forbidden","detail":"Not this one.","status":403}""") : null;
        api.Add(api.Message(api.Peer, "Hi"));

        var page = await api.ReadPageAsync();

        var item = api.Reader.Decode(page.Items[0])!;
        Assert.Equal(("Hi", false), (item.Text, item.IsVerified));
        Assert.Contains("public keys of user 7", Assert.Single(page.Problems).Detail, StringComparison.Ordinal);
        var requests = api.KeyRequests.Count;
        Assert.Empty((await api.ReadPageAsync()).Problems);
        Assert.Equal(requests, api.KeyRequests.Count);
    }

    [Theory]
    [InlineData("registration_method", "7", null)]
    [InlineData("public_key_fingerprint", "7", null)]
    [InlineData("id", "7", "99")]
    [InlineData("id", true, "7")]
    public async Task What_users_write_about_their_keys_does_not_make_them_those_of_somebody_else(string name, object value, string? userId)
    {
        await using var api = await StartAsync();
        api.BringKey(api.Me);
        // User 99 has registered a key with the id of user 7, and signs as that user.
        var row = new Dictionary<string, object?>(api.Other.Row()) { ["public_key_version"] = "1600000000000", [name] = value };
        if (userId is not null)
            row["user_id"] = userId;
        var rows = new[]
        {
            new(api.Me.Row()) { ["user_id"] = "12" },
            row,
        };
        api.Respond = request =>
            request.Path.Value!.EndsWith("/users/public_keys", StringComparison.Ordinal)
                ? (200, JsonSerializer.Serialize(new { data = rows }))
                : null;
        api.Add(api.Message(api.Me, "Hello"));
        api.Add(api.Message(api.Peer, ChatEntries.Message("Hi"), new ChatSigner(api.Other.Keys, "1600000000000")));

        Assert.Equal([false, true], (await api.ReadAsync()).Select(item => item.IsVerified));
    }

    [Theory]
    [InlineData(500, """{"title":"Internal Server Error","status":500}""")]
    [InlineData(200, "<html>Maintenance</html>")]
    [InlineData(200, """{"data":[{"public_key":""")]
    public async Task A_sender_whose_keys_cannot_be_read_is_unverified_and_the_others_are_not(int status, string body)
    {
        await using var api = await StartAsync();
        api.Conversation = new(ChatApi.Group);
        api.KeyEvents.Add(api.KeyChange(api.Peer).ToBase64());
        api.Respond = request => request.Path.Value!.EndsWith("/99/public_keys", StringComparison.Ordinal) ? (status, body) : null;
        api.Add(api.Message(api.Other, "From 99"));
        api.Add(api.Message(api.Peer, "From 7"));

        var page = await InTimeAsync(api, api.ReadPageAsync());

        Assert.Equal([("From 7", true), ("From 99", false)], page.Items.Select(item => api.Reader.Decode(item)!).Select(item => (item.Text, item.IsVerified)));
        Assert.Contains("public keys of user 99", Assert.Single(page.Problems).Detail, StringComparison.Ordinal);
        var requests = api.KeyRequests.Count;
        Assert.Empty((await InTimeAsync(api, api.ReadPageAsync())).Problems);
        Assert.Equal(requests, api.KeyRequests.Count);
    }

    [Fact]
    public async Task An_empty_response_for_several_users_is_not_believed()
    {
        await using var api = await StartAsync();
        api.Respond = request => request.Path.Value!.EndsWith("/users/public_keys", StringComparison.Ordinal) ? (200, """{"data":[]}""") : null;
        api.Add(api.Message(api.Me, "Hello"));
        api.Add(api.Message(api.Peer, "Hi"));

        Assert.All(await api.ReadAsync(), item => Assert.True(item.IsVerified));
    }

    [Fact]
    public async Task Names_that_cannot_be_read_do_not_end_the_list()
    {
        await using var api = await StartAsync();
        api.Respond = request => request.Path.Value == "/2/users" ? (200, "<html>Maintenance</html>") : null;
        api.Add(api.Message(api.Peer, "Hi"));

        var page = await InTimeAsync(api, api.ReadPageAsync());

        var item = api.Reader.Decode(page.Items[0])!;
        Assert.Equal(("Hi", true, null), (item.Text, item.IsVerified, item.SenderUsername));
    }

    [Theory]
    [InlineData(ChatApi.OneToOne, 0, false)]
    [InlineData(ChatApi.Group, 99, true)]
    public async Task Changes_of_keys_by_strangers_cost_few_requests(string conversationId, int most, bool isProblem)
    {
        await using var api = await StartAsync();
        api.Conversation = new(conversationId);
        api.KeyEvents.Add(api.KeyChange(api.Peer).ToBase64());
        for (var id = 1000; id < 1250; id++)
            api.KeyEvents.Add(api.KeyChange(new ChatPerson($"{id}", api.Other.Keys), recipients: id < 1200 ? [api.Me] : [api.Other]).ToBase64());
        var asked = new HashSet<string>();
        api.Respond = request =>
        {
            if (request.Path.Value!.Contains("public_keys", StringComparison.Ordinal))
            {
                lock (asked)
                    asked.UnionWith(request.Query["ids"].ToString().Split(',').Append(request.Path.Value.Split('/')[3]));
            }

            return null;
        };
        api.Add(api.Message(api.Peer, "Hi"));

        var page = await api.ReadPageAsync();

        Assert.True(api.Reader.Decode(page.Items[0])!.IsVerified);
        Assert.Equal(most, asked.Count(id => id.StartsWith('1') && id.Length == 4));
        Assert.Equal(isProblem ? ["Too many senders"] : [], page.Problems.Select(problem => problem.Title));
        Assert.All(page.Problems, problem => Assert.Contains("other 101", problem.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_thousands_of_rows_a_few_are_used_and_the_right_one_is_among_them()
    {
        await using var api = await StartAsync();
        using var impostor = new ChatPerson("7");
        api.Rows["7"] =
        [
            .. Enumerable.Repeat(impostor.Row(), 3000),
            api.Peer.Row(),
            .. Enumerable
                .Range(1, 500)
                .Select(version => new Dictionary<string, object?>(impostor.Row()) { ["public_key_version"] = $"{version}" }),
        ];

        Assert.True((await api.ReadAsync(api.Message(api.Peer, "Hi"))).IsVerified);

        var keys = api.Connection.Chat.PublicKeys.Find("7");
        Assert.Equal(100, keys.Count);
        Assert.Equal(2, keys.Count(key => key.Version == api.Peer.Version));
        Assert.Contains(keys, key => key.Version == "500");
        Assert.DoesNotContain(keys, key => key.Version == "1");
    }

    [Fact]
    public async Task What_is_wrong_with_the_account_ends_the_list()
    {
        await using var api = await StartAsync();
        api.Respond = request => request.Path.Value!.Contains("public_keys", StringComparison.Ordinal) ? (402, """{"title":"CreditsDepleted","status":402}""") : null;
        api.Add(api.Message(api.Peer, "Hi"));

        var error = await Assert.ThrowsAsync<DmException>(() => api.ReadPageAsync());

        Assert.Equal(DmErrorKind.Credit, error.Kind);
    }

    [Theory]
    [InlineData(ChatApi.OneToOne, 0)]
    [InlineData(ChatApi.Group, 20)]
    public async Task Quotes_of_strangers_cost_few_requests(string conversationId, int most)
    {
        await using var api = await StartAsync();
        api.Conversation = new(conversationId);
        api.KeyEvents.Add(api.KeyChange(api.Peer).ToBase64());
        for (var id = 1000; id < 1050; id++)
        {
            using var stranger = new ChatPerson($"{id}");
            var original = api.Message(stranger, "Never said");
            api.Add(
                api.Message(
                    api.Peer,
                    ChatEntries.Message(
                        "Look",
                        replyPreview: ChatEntries.ReplyPreview(stranger.Id, "Never said", original.SequenceId, original.MessageId, original))));
        }

        // Several requests are under way at once.
        var asked = new ConcurrentQueue<string>();
        api.Respond = request =>
        {
            foreach (var id in request.Query["ids"].ToString().Split(','))
                asked.Enqueue(id);
            return null;
        };

        Assert.All(await api.ReadAsync(), item => Assert.Equal((false, true), (item.Quote!.IsVerified, item.IsVerified)));

        Assert.Equal(most, asked.Count(id => id.StartsWith("10", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nobody_is_asked_for_who_cannot_have_sent_the_event()
    {
        await using var api = await StartAsync();
        api.Add(api.Message(api.Other, "Hi"));
        api.Add(api.Message(api.Me, "Hello"), senderId: "7");

        Assert.All(await api.ReadAsync(), item => Assert.False(item.IsVerified));

        Assert.Equal(["/2/users/7/public_keys"], api.KeyRequests);
    }

    [Fact]
    public async Task Concurrent_callers_share_a_request()
    {
        await using var api = await StartAsync();
        api.Add(api.Message(api.Peer, "Hi"));
        var release = new TaskCompletionSource();
        api.BeforeKeys = () => release.Task;

        var pages = Enumerable.Range(0, 5).Select(_ => api.ReadPageAsync(reader: api.NewReader())).ToArray();
        await UntilAsync(() => api.Requests.Count(path => path.EndsWith("/events", StringComparison.Ordinal)) == 5 && api.KeyRequests.Count > 0);
        release.SetResult();
        await Task.WhenAll(pages);

        Assert.Equal(["/2/users/7/public_keys"], api.KeyRequests);
        Assert.True(api.Reader.Decode((await pages[0]).Items[0])!.IsVerified);
    }

    [Fact]
    public async Task Cancelling_the_caller_that_requests_the_keys_does_not_fail_the_others()
    {
        await using var api = await StartAsync();
        api.Add(api.Message(api.Peer, "Hi"));
        var release = new TaskCompletionSource();
        api.BeforeKeys = () => release.Task;
        using var cancel = new CancellationTokenSource();
        var first = api.NewReader().ReadEventsAsync(api.Conversation, new(10, null, []), cancel.Token);
        await UntilAsync(() => api.KeyRequests.Count == 1);
        var second = api.ReadPageAsync(reader: api.NewReader());
        await UntilAsync(() => api.Requests.Count(path => path.EndsWith("/events", StringComparison.Ordinal)) == 2);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        release.SetResult();

        Assert.True(api.Reader.Decode((await second).Items[0])!.IsVerified);
        Assert.Equal(2, api.KeyRequests.Count);
    }

    private static async Task<ChatApi> StartAsync()
    {
        var api = await ChatApi.StartAsync();
        api.BringKey();
        return api;
    }

    // Lets the waits between attempts pass.
    private static async Task<T> InTimeAsync<T>(ChatApi api, Task<T> task)
    {
        while (!task.IsCompleted)
        {
            await Task.Delay(5);
            api.Clock.Advance(TimeSpan.FromMilliseconds(500));
        }

        return await task;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(5);
    }
}
