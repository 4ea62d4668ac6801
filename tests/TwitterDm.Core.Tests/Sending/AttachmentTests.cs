using System.Text;
using TwitterDm.Auth;
using TwitterDm.Core.Tests.Media;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;

namespace TwitterDm.Core.Tests.Sending;

/// <summary>Messages with attachments.</summary>
public sealed class AttachmentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_is_uploaded_for_one_message_and_appears_in_the_conversation()
    {
        await using var api = await TestApi.StartAsync();

        var sent = await api.SendAsync(new DmOutgoingMessage { To = new("12"), Text = "Look", MediaPath = Write("a.txt", SampleMedia.Png) });

        Assert.Equal(
            [
                "POST /2/media/upload/initialize",
                $"POST /2/media/upload/{sent.AttachmentId}/append",
                $"POST /2/media/upload/{sent.AttachmentId}/finalize",
                "POST /2/dm_conversations/with/12/messages",
            ],
            api.Calls);
        Assert.DoesNotContain("shared", BodyOf(api, 0), StringComparison.Ordinal);
        var shown = (await api.ListAsync(new DmEventQuery { First = 1 }))[0];
        Assert.Equal($"3_{sent.AttachmentId}", Assert.Single(shown.Media).MediaKey);
    }

    [Fact]
    public async Task A_file_for_several_messages_is_uploaded_once_as_shared()
    {
        await using var api = await TestApi.StartAsync();
        var path = Write("a.png", SampleMedia.Png);
        var other = Write("b.png", SampleMedia.Png);

        var results = await api.SendAllAsync(null, Message("12", path), Message("783214", path), Message("1234", other), Message("987654321", path));

        Assert.All(results, result => Assert.Null(result.Error));
        Assert.Equal(2, api.Calls.Count(call => call.EndsWith("/initialize", StringComparison.Ordinal)));
        Assert.Equal(2, results.Select(result => result.Sent!.AttachmentId).Distinct().Count());
        Assert.Contains("\"shared\":true", BodyOf(api, 0), StringComparison.Ordinal);
        Assert.Contains(api.Notices.Verbose, text => text.Contains("anyone who has its address", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_upload_that_is_already_used_is_rejected()
    {
        await using var api = await TestApi.StartAsync();
        var first = await api.SendAsync(Message("12", Write("a.png", SampleMedia.Png)));

        var again = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(new DmOutgoingMessage { To = new("12"), MediaId = first.AttachmentId }));

        Assert.Equal(DmErrorKind.InvalidRequest, again.Kind);
        Assert.Contains(first.AttachmentId!, again.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_X_rejects_fails_each_of_its_messages_and_is_uploaded_once()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.When(request => request.PathAndQuery.EndsWith("/finalize", StringComparison.Ordinal), Fault.Status(400));
        var path = Write("a.png", SampleMedia.Png);

        var results = await api.SendAllAsync(null, Message("12", path), Message("783214", path), new DmOutgoingMessage { To = new("12"), Text = "no file" });

        Assert.Equal([DmErrorKind.InvalidRequest, DmErrorKind.InvalidRequest, null], results.Select(result => result.Error?.Kind));
        Assert.Single(api.Calls, call => call.EndsWith("/initialize", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_changes_after_it_was_checked_is_not_sent()
    {
        await using var api = await TestApi.StartAsync();
        var path = Write("a.png", SampleMedia.Png);
        var results = new List<DmSendResult>();

        await foreach (var result in api.Client().SendMessages([new DmOutgoingMessage { To = new("12"), Text = "first" }, Message("12", path)]))
        {
            results.Add(result);
            await File.WriteAllBytesAsync(path, [.. SampleMedia.Png, 0]);
        }

        Assert.Equal([null, DmErrorKind.File], results.Select(result => result.Error?.Kind));
        Assert.Contains("a.png' was changed after it was checked", results[1].Error!.Message, StringComparison.Ordinal);
        Assert.Single(api.Calls);
    }

    [Fact]
    public async Task An_invalid_message_does_not_make_the_upload_of_another_one_shared()
    {
        await using var api = await TestApi.StartAsync();
        var path = Write("a.png", SampleMedia.Png);

        var results = await api.SendAllAsync(null, Message("12", path), new DmOutgoingMessage { MediaPath = path });

        Assert.Equal([null, DmErrorKind.InvalidRequest], results.Select(result => result.Error?.Kind));
        Assert.DoesNotContain("shared", BodyOf(api, 0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_upload_of_one_classic_message_is_not_shared_because_X_Chat_sends_the_same_file()
    {
        await using var api = await TestApi.StartChatAsync();
        var path = Write("a.png", SampleMedia.Png);

        var results = await api.SendAllAsync(null, Message("12", path), Message("12", path) with { Source = DmSource.Chat });

        Assert.All(results, result => Assert.Null(result.Error));
        AssertNotShared(api);
    }

    [Fact]
    public async Task The_upload_of_one_message_is_not_shared_because_an_earlier_run_sent_the_same_file()
    {
        await using var api = await TestApi.StartAsync();
        var path = Write("a.png", SampleMedia.Png);
        var journal = Path.Combine(_folder.Root, "run.jsonl");
        await api.SendAllAsync(journal, Message("12", path));

        var results = await api.SendAllAsync(journal, Message("12", path), Message("783214", path));

        Assert.Equal([true, false], results.Select(result => result.WasSentBefore));
        AssertNotShared(api);
    }

    [Theory]
    [InlineData("Look at https://example.com/a")]
    [InlineData(null)]
    public async Task A_message_with_a_file_is_found_by_its_file_after_a_lost_response(string? text)
    {
        await using var api = await TestApi.StartAsync();
        var path = Write("a.gif", SampleMedia.Gif(pictures: 2));
        api.Server.Faults.When(request => request.PathAndQuery.EndsWith("/messages", StringComparison.Ordinal), Fault.ResetAfterHandling);

        var sent = await api.SendAsync(new DmOutgoingMessage { To = new("12"), Text = text, MediaPath = path });

        Assert.Equal(Assert.Single(api.Server.Api.SentMessages).EventId, sent.EventId);
    }

    [Fact]
    public async Task The_same_text_with_another_file_is_a_different_message()
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAsync(Message("12", Write("a.png", SampleMedia.Png)));
        using var other = await api.OpenAsync(new BearerCredential(SandboxCredentials.UserToken));
        api.Server.Faults.When(request => request.PathAndQuery.EndsWith("/messages", StringComparison.Ordinal), Fault.RefuseBeforeReading);

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(Message("12", Write("b.png", SampleMedia.Png)), new DmClient(other)));

        Assert.Equal(DmErrorKind.SendUncertain, error.Kind);
    }

    [Fact]
    public async Task A_later_run_finds_an_uncertain_message_by_the_media_id_in_the_journal()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { ListDelay = TimeSpan.FromMinutes(1) });
        var (journal, message) = (Path.Combine(_folder.Root, "run.jsonl"), Message("12", Write("a.png", SampleMedia.Png)));
        api.Server.Faults.When(request => request.PathAndQuery.EndsWith("/messages", StringComparison.Ordinal), Fault.ResetAfterHandling);
        var first = await api.SendAllAsync(journal, message);
        api.Clock.Advance(TimeSpan.FromMinutes(2));

        var second = await api.SendAllAsync(journal, message);

        Assert.Equal(DmErrorKind.SendUncertain, first[0].Error!.Kind);
        Assert.Equal(api.Server.Api.SentMessages.Single().EventId, second[0].Sent!.EventId);
        Assert.Single(api.Calls, call => call.EndsWith("/initialize", StringComparison.Ordinal));
    }

    private static DmOutgoingMessage Message(string to, string path) => new() { To = new(to), Text = "Look", MediaPath = path };

    private static void AssertNotShared(TestApi api)
        => Assert.DoesNotContain(api.Notices.Verbose, text => text.Contains("anyone who has its address", StringComparison.Ordinal));

    private static string BodyOf(TestApi api, int call) => Encoding.UTF8.GetString(api.Server.Requests[^(api.Calls.Count - call)].Body.Span);

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder.Root, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
