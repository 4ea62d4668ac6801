using System.Text.Json.Nodes;
using TwitterDm.Auth;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;

namespace TwitterDm.Core.Tests.Sending;

/// <summary>
/// A message whose delivery is unknown is found by its exact properties. A similar event proves nothing, so the delivery stays unknown.
/// </summary>
public sealed class SimilarMessageTests
{
    private const string Me = "1385551234567890123";
    private const string Group = "1590000000000000001";

    private static readonly DmOutgoingMessage ToUser = new() { To = new("12"), Text = "See you at noon" };
    private static readonly DmOutgoingMessage IntoGroup = new() { ConversationId = Group, Text = "See you at noon" };
    private static readonly string[] Members = ["12", "1234"];

    private static readonly Dictionary<string, Action<JsonObject>> Changes = new(StringComparer.Ordinal)
    {
        ["nothing"] = _ => { },
        ["the time, by a little"] = item => item["created_at"] = Earlier(item, TimeSpan.FromSeconds(4)),
        ["the sender"] = item => item["sender_id"] = "12",
        ["no sender"] = item => item.Remove("sender_id"),
        ["the text"] = item => item["text"] = "See you at one",
        ["the case of the text"] = item => item["text"] = "see you at noon",
        ["a longer text"] = item => item["text"] = "See you at noon, then",
        ["an attachment"] = item => item["attachments"] = new JsonObject { ["media_keys"] = new JsonArray("3_1") },
        ["the kind of event"] = item => item["event_type"] = "ParticipantsJoin",
        ["the time, before it was sent"] = item => item["created_at"] = Earlier(item, TimeSpan.FromSeconds(7)),
        ["the time, by a day"] = item => item["created_at"] = Earlier(item, TimeSpan.FromDays(1)),
    };

    public static TheoryData<string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (var change in Changes.Keys)
                cases.Add(change, change is "nothing" or "the time, by a little");
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_message_to_a_user_is_matched_only_by_its_own_event(string difference, bool isFound)
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await ConnectAsync(api, Changes[difference]);
        api.Server.Faults.When(request => request.Method == "POST", Fault.ResetAfterHandling);

        await AssertAsync(isFound, api, () => api.SendAsync(ToUser, new DmClient(connection)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_message_into_a_conversation_is_matched_only_by_its_own_event(string difference, bool isFound)
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await ConnectAsync(api, Changes[difference]);
        api.Server.Faults.When(request => request.Method == "POST", Fault.ResetAfterHandling);

        await AssertAsync(isFound, api, () => api.SendAsync(IntoGroup, new DmClient(connection)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_new_group_is_found_only_by_its_own_first_message(string difference, bool isFound)
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await ConnectAsync(api, item => OfMessages(item, Changes[difference]));
        api.Server.Faults.When(request => request.Method == "POST", Fault.ResetAfterHandling);

        await AssertAsync(isFound, api, () => CreateAsync(api, connection));
    }

    [Theory]
    [InlineData("nothing", true)]
    [InlineData("one of them missing", false)]
    [InlineData("all of them missing", false)]
    [InlineData("those of another group", false)]
    [InlineData("those of last week", false)]
    [InlineData("one more", true)]
    public async Task A_new_group_is_found_by_its_participants(string difference, bool isFound)
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await ConnectAsync(api, item => OfJoins(item, difference));
        api.Server.Faults.When(request => request.Method == "POST", Fault.ResetAfterHandling);

        await AssertAsync(isFound, api, () => CreateAsync(api, connection));
    }

    [Fact]
    public async Task A_one_to_one_conversation_is_not_mistaken_for_a_new_group()
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await ConnectAsync(api, item => item["dm_conversation_id"] = $"12-{Me}");
        api.Server.Faults.When(request => request.Method == "POST", Fault.ResetAfterHandling);

        await AssertAsync(isFound: false, api, () => CreateAsync(api, connection));
    }

    [Fact]
    public async Task The_same_text_to_another_user_at_the_same_time_is_a_different_message()
    {
        await using var api = await TestApi.StartAsync();
        using var other = await ConnectAsync(api, _ => { });
        foreach (var message in new[] { ToUser with { To = new("783214") }, IntoGroup })
            await api.SendAsync(message, new DmClient(other));
        api.Server.Faults.When(request => request.Method == "POST", Fault.RefuseBeforeReading);

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(ToUser));

        Assert.Equal(DmErrorKind.SendUncertain, error.Kind);
        Assert.Equal(2, api.Server.Api.SentMessages.Count);
    }

    private static async Task AssertAsync(bool isFound, TestApi api, Func<Task<DmMessage>> send)
    {
        if (isFound)
        {
            var sent = await send();
            Assert.Equal(Assert.Single(api.Server.Api.SentMessages).EventId, sent.EventId);
        }
        else
        {
            Assert.Equal(DmErrorKind.SendUncertain, (await Assert.ThrowsAsync<DmException>(send)).Kind);
            Assert.Single(api.Server.Api.SentMessages);
        }
    }

    private static Task<DmMessage> CreateAsync(TestApi api, DmConnection connection)
        => api.Clock.RunAsync(
            new DmClient(connection).CreateConversationAsync(
                [.. Members.Select(member => new DmUserReference(member))],
                new DmOutgoingMessage { Text = ToUser.Text }));

    private static Task<DmConnection> ConnectAsync(TestApi api, Action<JsonObject> change) => api.Clock.RunAsync(DmConnection.OpenAsync(
        api.Options(new BearerCredential(SandboxCredentials.UserToken), transport: () => new RewrittenEvents(change))));

    private static void OfMessages(JsonObject item, Action<JsonObject> change)
    {
        if (IsKind(item, "MessageCreate"))
            change(item);
    }

    private static void OfJoins(JsonObject item, string difference)
    {
        if (!IsKind(item, "ParticipantsJoin"))
            return;
        var participants = item["participant_ids"]!.AsArray();
        switch (difference)
        {
            case "one of them missing":
                participants.Remove(participants.FirstOrDefault(id => (string?)id == Members[1]));
                break;
            case "all of them missing":
                participants.Clear();
                break;
            case "those of another group":
                item["dm_conversation_id"] = Group;
                break;
            case "those of last week":
                item["created_at"] = Earlier(item, TimeSpan.FromDays(7));
                break;
            case "one more":
                participants.Add("783214");
                break;
        }
    }

    private static bool IsKind(JsonObject item, string kind) => (string?)item["event_type"] == kind;

    private static string Earlier(JsonObject item, TimeSpan by)
        => (item["created_at"]!.GetValue<DateTimeOffset>() - by).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);
}
