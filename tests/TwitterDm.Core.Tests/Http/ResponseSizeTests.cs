using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Http;
using TwitterDm.Auth;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Http;

/// <summary>Reading a response is limited to 64 MiB of memory, far more than the API ever sends.</summary>
public sealed class ResponseSizeTests
{
    private const int Mebibyte = 1024 * 1024;

    private static readonly byte[] Spaces = [.. Enumerable.Repeat((byte)' ', Mebibyte)];

    public static TheoryData<string> Kinds => ["announced", "in pieces", "compressed", "an error"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_response_that_is_too_large_is_an_error_after_one_attempt(string kind)
    {
        await using var server = await OtherServer.StartAsync(context => AnswerAsync(context, kind, mebibytes: 65));

        var error = await OpenAsync(server);

        Assert.Equal(DmErrorKind.Protocol, error.Kind);
        Assert.Contains("too large", error.Message, StringComparison.Ordinal);
        Assert.Contains("67108864", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_sign_in_response_is_bounded_too()
    {
        await using var server = await OtherServer.StartAsync(context => AnswerAsync(context, "in pieces", mebibytes: 65));
        var endpoint = SignInSettings.For(server.BaseUri).CreateTokenEndpoint(new OAuth2App { ClientId = "app" });

        var error = await Assert.ThrowsAsync<DmException>(() => endpoint.RefreshAsync("a-refresh-token", CancellationToken.None));

        Assert.Equal(DmErrorKind.Protocol, error.Kind);
        Assert.Contains("too large", error.Message, StringComparison.Ordinal);
        Assert.Contains("67108864", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("in pieces")]
    [InlineData("compressed")]
    public async Task A_large_response_is_read(string kind)
    {
        await using var server = await OtherServer.StartAsync(context => AnswerAsync(context, kind, mebibytes: 2));
        var clock = new ManualClock();

        using var connection = await clock.RunAsync(DmConnection.OpenAsync(Options(server, clock)));

        Assert.Equal("1", connection.User.Id);
    }

    private static async Task<DmException> OpenAsync(OtherServer server)
    {
        var clock = new ManualClock();
        return await Assert.ThrowsAsync<DmException>(() => clock.RunAsync(DmConnection.OpenAsync(Options(server, clock))));
    }

    private static DmConnectionOptions Options(OtherServer server, ManualClock clock)
        => new() { ApiBaseUri = server.BaseUri, Credential = new BearerCredential(SandboxCredentials.UserToken), Clock = clock };

    // Only white space exceeds the limit: without it, the response would be valid.
    private static async Task AnswerAsync(HttpContext context, string kind, int mebibytes)
    {
        var user = "{\"data\":{\"id\":\"1\",\"name\":\"a\",\"username\":\"a\"}}"u8.ToArray();
        context.Response.ContentType = "application/json";
        context.Response.StatusCode = kind == "an error" ? (int)HttpStatusCode.InternalServerError : (int)HttpStatusCode.OK;
        if (kind == "announced")
            context.Response.ContentLength = user.Length + ((long)mebibytes * Mebibyte);
        if (kind == "compressed")
            context.Response.Headers.ContentEncoding = "gzip";
        try
        {
            var body = kind == "compressed" ? new GZipStream(context.Response.Body, CompressionLevel.Fastest) : context.Response.Body;
            for (var count = 0; count < mebibytes; count++)
                await body.WriteAsync(Spaces, context.RequestAborted);
            await body.WriteAsync(user, context.RequestAborted);
            await body.DisposeAsync();
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client stopped reading.
        }
    }
}
