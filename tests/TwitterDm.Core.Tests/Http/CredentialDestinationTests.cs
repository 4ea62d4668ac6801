using System.Net;
using TwitterDm.Auth;
using TwitterDm.Core.Tests.Media;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Http;
using TwitterDm.Notices;
using TwitterDm.Profiles;
using TwitterDm.RateLimiting;
using TwitterDm.Sandbox;
using TwitterDm.Usage;

namespace TwitterDm.Core.Tests.Http;

/// <summary>Credentials are sent only to the address of the API.</summary>
public sealed class CredentialDestinationTests
{
    private static readonly Uri Base = new("https://api.x.com/");

    public static TheoryData<string> Elsewhere =>
    [
        "http://api.x.com/2/users/me",
        "https://api.x.com:8443/2/users/me",
        "https://x.com/2/users/me",
        "https://upload.x.com/2/users/me",
        "https://api.x.com.attacker.example/2/users/me",
        "https://api.x.com@attacker.example/2/users/me",
        "https://attacker.example/https://api.x.com/2/users/me",
        "https://notapi.x.com/2/users/me",
        "https://127.0.0.1/2/users/me",
    ];

    [Theory]
    [InlineData("https://api.x.com/2/users/me")]
    [InlineData("https://API.X.COM:443/2/users/me")]
    public async Task Requests_to_the_address_of_the_API_are_signed(string address)
    {
        var sent = new List<string?>();

        foreach (var credential in Credentials)
            await SendAsync(credential, address, sent);

        Assert.Equal(["Bearer", "OAuth", "Bearer"], sent.Select(authorization => authorization?.Split(' ')[0]));
    }

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public async Task Requests_to_any_other_address_are_not_signed_and_lose_their_credentials(string address)
    {
        var sent = new List<string?>();

        foreach (var credential in Credentials)
            await SendAsync(credential, address, sent);

        Assert.Equal([null, null, null], sent);
    }

    [Fact]
    public async Task A_401_from_another_server_triggers_neither_a_refresh_nor_a_retry()
    {
        var credential = new CountingCredential();
        var sent = new List<string?>();

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(credential, "https://attacker.example/", sent, HttpStatusCode.Unauthorized));
        Assert.Equal((0, 0, 1), (credential.Signed, credential.Renewed, sent.Count));

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(credential, "https://api.x.com/", sent, HttpStatusCode.Unauthorized));
        Assert.Equal((2, 1, 3), (credential.Signed, credential.Renewed, sent.Count));
    }

    [Fact]
    public async Task The_whole_pipeline_signs_no_request_to_another_server()
    {
        await using var api = await TestApi.StartAsync();
        await using var other = await OtherServer.StartAsync();
        var options = api.Options(new BearerCredential(SandboxCredentials.UserToken));
        var scope = new RateLimitScope(options.ApiBaseUri.Authority, AppId: null, IsSandbox: false, UserId: null, SnapshotPath: null);
        var limits = new ConnectionRateLimits(scope, options.Clock, HttpPipeline.AttemptTimeout);
        var usage = new UsageMeter(options.Clock, limit: null);
        using var pipeline = new HttpPipeline(options.ApiBaseUri, options.Credential, limits, usage, options.Clock, options.Transport);
        using var here = Message(new Uri(api.Server.BaseUri, "/2/users/me"));
        using var elsewhere = Message(new Uri(other.BaseUri, "/2/users/me"));

        using var response = await api.Clock.RunAsync(pipeline.SendAsync(here, CancellationToken.None));
        using var otherAnswer = await api.Clock.RunAsync(pipeline.SendAsync(elsewhere, CancellationToken.None));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([("GET /2/users/me", null)], other.Requests);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_from_the_API_is_not_followed(int status)
    {
        await using var api = await TestApi.StartAsync();
        await using var other = await OtherServer.StartAsync();
        api.Server.Faults.When(_ => true, RedirectTo(other, status), times: int.MaxValue);

        var (_, listing) = await api.ListUntilErrorAsync();
        var deletion = await Assert.ThrowsAsync<DmException>(() => api.Clock.RunAsync(api.Client().DeleteEventAsync("1234567890")));
        await Assert.ThrowsAsync<DmException>(() => api.SendAsync(new DmOutgoingMessage { To = new("12"), Text = "Hello" }));

        Assert.Equal([DmErrorKind.Protocol, DmErrorKind.Protocol], new[] { listing.Kind, deletion.Kind });
        Assert.Contains("is a redirect", listing.Message, StringComparison.Ordinal);
        Assert.Empty(other.Requests);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    public async Task A_redirect_during_sign_in_is_not_followed_and_receives_no_token(int status)
    {
        await using var api = await TestApi.StartAsync();
        await using var other = await OtherServer.StartAsync();
        var app = new OAuth2App { ClientId = SandboxCredentials.ConfidentialClientId, ClientSecret = SandboxCredentials.ClientSecret };
        var endpoint = SignInSettings.For(api.Server.BaseUri, api.Clock).CreateTokenEndpoint(app);
        api.Server.Faults.When(_ => true, RedirectTo(other, status), times: int.MaxValue);

        await Assert.ThrowsAsync<DmException>(() => endpoint.RefreshAsync("a-refresh-token", CancellationToken.None));
        await Assert.ThrowsAsync<DmException>(() => endpoint.RevokeAsync("a-refresh-token", CancellationToken.None));

        Assert.Empty(other.Requests);
    }

    [Theory]
    [InlineData("{other}/steal")]
    [InlineData("//{authority}/steal")]
    [InlineData("../../../..//{authority}/steal")]
    [InlineData("@{authority}/")]
    [InlineData("\\\\\\\\{authority}\\\\steal")]
    public async Task An_id_in_a_response_cannot_redirect_a_request(string id)
    {
        await using var room = await UploadRoom.StartAsync();
        await using var other = await OtherServer.StartAsync();
        var mediaId = id.Replace("{other}", other.BaseUri.AbsoluteUri, StringComparison.Ordinal)
            .Replace("{authority}", other.BaseUri.Authority, StringComparison.Ordinal);
        room.Faults.At(1, Fault.Status(200, "application/json", $$$"""{"data":{"id":"{{{mediaId}}}"}}"""));

        await room.FailToUploadAsync(room.Write("a.png", SampleMedia.Png));

        Assert.Empty(other.Requests);
        Assert.Contains(room.Requests, request => request.PathAndQuery.StartsWith("/2/media/upload/", StringComparison.Ordinal)
            && request.PathAndQuery.EndsWith("/append", StringComparison.Ordinal));
    }

    // Every request that passes through the handlers belongs to an operation.
    private static HttpRequestMessage Message(Uri target)
    {
        var message = new ApiCall(ApiRequest.Get("/2/users/me"), new Operation(DmCallOptions.Default), new AttemptCounter()).ToMessage();
        message.RequestUri = target;
        return message;
    }

    private static IReadOnlyList<DmCredential> Credentials =>
    [
        new BearerCredential("a-token"),
        new OAuth1Credential("key", "secret", "token", "token-secret"),
        new OAuth2Credential(new TokenSet { AccessToken = "an-access-token" }, new OAuth2App { ClientId = "app" }, SignInSettings.For()),
    ];

    private static Fault RedirectTo(OtherServer other, int status)
        => Fault.Status(status, "text/plain", string.Empty, [new("Location", new Uri(other.BaseUri, "/2/users/me").AbsoluteUri)]);

    private static async Task<HttpStatusCode> SendAsync(DmCredential credential, string address, List<string?> sent, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var client = new HttpClient(new AuthenticationHandler(credential, Base) { InnerHandler = new Recorder(sent, status) });
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new("Bearer", "what-an-attempt-before-carried");
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private sealed class Recorder(List<string?> sent, HttpStatusCode status) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            sent.Add(request.Headers.Authorization?.ToString());
            return Task.FromResult(new HttpResponseMessage(status));
        }
    }

    private sealed class CountingCredential : DmCredential
    {
        public int Signed { get; private set; }

        public int Renewed { get; private set; }

        public override DmAuthenticationMethod Method => DmAuthenticationMethod.OAuth2;

        internal override ValueTask AuthorizeAsync(HttpRequestMessage request, INoticeSink? notices, CancellationToken cancellationToken)
        {
            Signed++;
            return ValueTask.CompletedTask;
        }

        internal override ValueTask<bool> RenewAsync(HttpRequestMessage rejected, INoticeSink? notices, CancellationToken cancellationToken)
        {
            Renewed++;
            return ValueTask.FromResult(true);
        }

        internal override StoredProfile ToProfile(DmUser user, Uri apiBaseUri, DateTimeOffset now) => throw new NotSupportedException();
    }
}
