using System.IO.Compression;
using System.Text;
using TwitterDm.Auth;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Http;

/// <summary>A body that is damaged or ends early is a lost response: a list is requested again, and a message is looked up.</summary>
public sealed class DamagedBodyTests
{
    public static TheoryData<string, double> Damages => new()
    {
        { "gzip", 0 },
        { "gzip", 0.1 },
        { "gzip", 0.5 },
        { "gzip", 0.99 },
        { "br", 0 },
        { "br", 0.5 },
        { "br", 0.99 },
        { "deflate", 0 },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_page_is_requested_again(string coding, double part)
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 250 });
        api.Server.Faults.At(2, Fault.Compressed(coding, part));

        var events = await api.ListAsync();

        Assert.Equal(250, events.Select(item => item.Id).Distinct().Count());
        Assert.Equal(4, api.ListRequests.Count);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task An_accepted_message_is_found_and_the_next_one_is_sent(string coding, double part)
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Compressed(coding, part));

        var results = await api.SendAllAsync(null, new() { To = new("12"), Text = "one" }, new() { To = new("12"), Text = "two" });

        Assert.Equal(api.Server.Api.SentMessages.Select(message => message.EventId), results.Select(result => result.Sent!.EventId));
        Assert.Equal(["one", "two"], api.Server.Api.SentMessages.Select(message => message.Text));
    }

    [Fact]
    public async Task A_persistent_damage_is_a_service_error_with_the_position()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 250 });
        api.Server.Faults.When(request => request.Number > 1, Fault.Compressed("gzip", 0.5), times: int.MaxValue);

        var (events, error) = await api.ListUntilErrorAsync();

        Assert.Equal(100, events.Count);
        Assert.Equal(DmErrorKind.Service, error.Kind);
        Assert.Contains("damaged or ends early", error.Message, StringComparison.Ordinal);
        Assert.NotNull(Assert.IsType<DmResumePoint>(error.Target).PageToken);
        Assert.Equal(6, api.ListRequests.Count);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("members")]
    [InlineData("GZIP, br")]
    public async Task A_whole_body_is_decoded(string coding)
    {
        await using var server = await OtherServer.StartAsync(async context =>
        {
            var json = Encoding.UTF8.GetBytes("""{"data":{"id":"1","name":"a","username":"a"}}""");
            context.Response.Headers.ContentEncoding = coding == "members" ? "gzip" : coding;
            await context.Response.Body.WriteAsync(
                coding switch
                {
                    "gzip" => Encode(json, stream => new GZipStream(stream, CompressionLevel.Fastest)),
                    "br" => Encode(json, stream => new BrotliStream(stream, CompressionLevel.Fastest)),
                    "deflate" => Encode(json, stream => new DeflateStream(stream, CompressionLevel.Fastest)),
                    "members" =>
                    [
                        .. Encode(json[..9], stream => new GZipStream(stream, CompressionLevel.Fastest)),
                        .. Encode(json[9..], stream => new GZipStream(stream, CompressionLevel.Fastest)),
                    ],
                    _ => Encode(Encode(json, stream => new GZipStream(stream, CompressionLevel.Fastest)), stream => new BrotliStream(
                        stream,
                        CompressionLevel.Fastest)),
                });
        });

        using var connection = await OpenAsync(server);

        Assert.Equal("1", connection.User.Id);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("fewer bytes than announced")]
    [InlineData("chunks without an end")]
    public async Task A_body_that_ends_early_is_requested_again(string damage)
    {
        var attempts = 0;
        await using var server = await OtherServer.StartAsync(async context =>
        {
            var json = Encoding.UTF8.GetBytes("""{"data":{"id":"1","name":"a","username":"a"}}""");
            var isWhole = Interlocked.Increment(ref attempts) > 1;
            if (!isWhole && damage == "fewer bytes than announced")
                context.Response.ContentLength = json.Length + 1;
            await context.Response.Body.WriteAsync(json);
            await context.Response.Body.FlushAsync();
            if (!isWhole)
                context.Abort();
        });

        using var connection = await OpenAsync(server);

        Assert.Equal(2, server.Requests.Count);
    }

    private static byte[] Encode(byte[] content, Func<Stream, Stream> open)
    {
        using var target = new MemoryStream();
        using (var stream = open(target))
            stream.Write(content);
        return target.ToArray();
    }

    private static async Task<DmConnection> OpenAsync(OtherServer server)
    {
        var clock = new ManualClock();
        return await clock.RunAsync(DmConnection.OpenAsync(new() { ApiBaseUri = server.BaseUri, Credential = new BearerCredential("a-token"), Clock = clock }));
    }
}
