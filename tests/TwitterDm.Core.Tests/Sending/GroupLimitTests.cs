using System.Text.Json;
using TwitterDm.Core.Tests.Media;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Core.Tests.Support;

namespace TwitterDm.Core.Tests.Sending;

/// <summary>Groups of the fewest and the most participants, and their first messages.</summary>
public sealed class GroupLimitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(49)]
    public async Task A_group_has_2_to_49_participants_besides_its_creator(int others)
    {
        await using var api = await TestApi.StartAsync();
        string[] names = [.. Enumerable.Range(1, others).Select(number => $"@reader_{number:0000}")];

        await api.Clock.RunAsync(api.Client().CreateConversationAsync(
            [.. names.Append("1385551234567890123").Take(49).Select(name => new DmUserReference(name))], new DmOutgoingMessage { Text = "Welcome" }));

        var ids = JsonDocument.Parse(api.Server.Requests[^1].Body).RootElement.GetProperty("participant_ids").EnumerateArray().Select(id => id.GetString()!).ToList();
        Assert.Equal(others, ids.Distinct().Count());
        Assert.Equal(others, ids.Count);
        Assert.DoesNotContain("1385551234567890123", ids);
    }

    [Fact]
    public async Task A_group_can_begin_with_a_file_that_is_not_shared()
    {
        await using var api = await TestApi.StartAsync();
        DmUserReference[] participants = [new("12"), new("783214")];

        var sent = await api.Clock.RunAsync(api.Client().CreateConversationAsync(participants, new DmOutgoingMessage { MediaPath = Write("a.png", SampleMedia.Png) }));

        Assert.Equal(sent.AttachmentId, MediaIdOf(api.Server.Requests[^1]));
        Assert.DoesNotContain(
            "shared",
            System.Text.Encoding.UTF8.GetString(
                api.Server.Requests.First(request => request.PathAndQuery.EndsWith("/initialize", StringComparison.Ordinal)).Body.Span),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_with_too_few_known_participants_is_rejected_before_it_is_created()
    {
        await using var api = await TestApi.StartAsync();
        DmUserReference[] participants = [new("@jacqueline"), new("12"), new("1385551234567890123")];

        await Assert.ThrowsAsync<DmException>(() => api.Clock.RunAsync(api.Client().CreateConversationAsync(participants, new DmOutgoingMessage { Text = "Welcome" })));

        Assert.Equal(["GET /2/users/by"], api.Calls);
    }

    [Fact]
    public void An_id_and_a_name_with_the_same_digits_are_two_users()
        => DmClient.CheckConversation([new("12"), new("@12")], new DmOutgoingMessage { Text = "Welcome" });

    [Fact]
    public void A_group_is_validated_without_a_connection()
    {
        var error = Assert.Throws<DmException>(() => DmClient.CheckConversation([new("12"), new("783214")], new DmOutgoingMessage { Text = " " }));
        Assert.Equal(DmErrorKind.InvalidRequest, error.Kind);

        error = Assert.Throws<DmException>(() => DmClient.CheckConversation([new("12"), new("no one")], new DmOutgoingMessage { Text = "Welcome" }));
        Assert.Contains("no one", error.Message, StringComparison.Ordinal);

        error = Assert.Throws<DmException>(() =>
            DmClient.CheckConversation(
                [new("12"), new("@jacqueline")],
                new DmOutgoingMessage { MediaPath = Path.Combine(_folder.Root, "none.png") }));
        Assert.Contains("none.png", error.Message, StringComparison.Ordinal);
    }

    private static string? MediaIdOf(RecordedRequest request)
        => JsonDocument.Parse(request.Body).RootElement.GetProperty("message").GetProperty("attachments")[0].GetProperty("media_id").GetString();

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder.Root, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
