using System.Net;
using System.Text;
using TwitterDm.Sandbox.Tests.Support;
using static TwitterDm.Sandbox.Tests.SignIn.SignInSteps;

namespace TwitterDm.Sandbox.Tests.SignIn;

/// <summary>Client authentication and the format of token requests (RFC 6749, sections 2.3.1 and 3.2).</summary>
public sealed class ClientAuthenticationTests : IAsyncLifetime
{
    private const string NoValidHeader = "Missing valid authorization header";
    private const string InvalidClient = "Value passed for the client id was invalid.";

    private RunningSandbox _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task A_public_client_sends_its_id_in_the_body() => Assert.Equal(HttpStatusCode.OK, (await RevokeAsync(null, PublicApp)).Status);

    [Fact]
    public async Task A_confidential_client_uses_HTTP_Basic()
    {
        Assert.Equal(HttpStatusCode.OK, (await RevokeAsync(Basic())).Status);
        Assert.Equal(HttpStatusCode.OK, (await RevokeAsync(Basic().Replace("Basic", "basic", StringComparison.Ordinal))).Status);
        Assert.Equal(HttpStatusCode.OK, (await RevokeAsync(Basic(), ("client_id", SandboxCredentials.ConfidentialClientId))).Status);
    }

    [Fact]
    public async Task Unknown_clients_are_refused()
    {
        AssertRefused(await RevokeAsync(null), 400, "invalid_request", "Missing required parameter [client_id].");
        AssertRefused(await RevokeAsync(null, ("client_id", "")), 400, "invalid_request", "Missing required parameter [client_id].");
        AssertRefused(await RevokeAsync(null, ("client_id", "other")), 401, "invalid_client", InvalidClient);
        AssertRefused(await RevokeAsync(null, PublicApp, ("client_secret", "x")), 401, "invalid_client", InvalidClient);
    }

    [Fact]
    public async Task Wrong_missing_and_misplaced_secrets_are_refused()
    {
        (string, string) id = ("client_id", SandboxCredentials.ConfidentialClientId);
        AssertRefused(await RevokeAsync(null, id), 401, "unauthorized_client", NoValidHeader);
        AssertRefused(await RevokeAsync(null, id, ("client_secret", SandboxCredentials.ClientSecret)), 401, "unauthorized_client", NoValidHeader);
        foreach (var header in new[]
        {
            Basic(secret: "other"), Basic(id: "other"), Basic(SandboxCredentials.ClientId, ""), "Bearer " + SandboxCredentials.UserToken, "Basic", "Basic ***",
            RawBasic("nothing"),
        })
        {
            var reply = await RevokeAsync(header);
            AssertRefused(reply, 401, "unauthorized_client", NoValidHeader);
            Assert.StartsWith("Basic realm=", reply.Headers["WWW-Authenticate"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_secret_need_not_be_encoded()
        => Assert.Equal(
            HttpStatusCode.OK,
            (await RevokeAsync(RawBasic($"{SandboxCredentials.ConfidentialClientId}:{SandboxCredentials.ClientSecret}"))).Status);

    [Fact]
    public async Task Two_authentication_methods_and_two_client_ids_are_refused()
    {
        AssertRefused(
            await RevokeAsync(Basic(), ("client_secret", SandboxCredentials.ClientSecret)),
            400,
            "invalid_request",
            "A client must not use more than one authentication method.");
        Assert.Equal(HttpStatusCode.BadRequest, (await RevokeAsync(Basic(), PublicApp)).Status);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded-not")]
    public async Task Other_content_types_are_refused(string type)
    {
        foreach (var path in new[] { TokenPath, RevokePath })
        {
            using var content = new StringContent($"token=x&client_id={SandboxCredentials.ClientId}", Encoding.UTF8, type);
            AssertRefused(
                await _sandbox.Client.PostAsync(path, authorization: null, content),
                400, "invalid_request", "The Content-Type must be application/x-www-form-urlencoded.");
        }
    }

    [Theory]
    [InlineData("token=%zz")]
    [InlineData("token=%ff")]
    [InlineData("token=é")]
    public async Task Incorrectly_encoded_bodies_are_refused(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");
        AssertRefused(
            await _sandbox.Client.PostAsync(RevokePath, authorization: null, content), 400, "invalid_request", "The body is not a correctly encoded form.");
    }

    [Fact]
    public async Task Parameters_must_be_in_the_body_and_not_repeated()
    {
        AssertRefused(
            await _sandbox.PostAsync(RevokePath + "?token=x", authorization: null, PublicApp),
            400, "invalid_request", "Parameters must be in the body, not in the query.");
        AssertRefused(await RevokeAsync(null, PublicApp, PublicApp), 400, "invalid_request", "The parameter [client_id] occurs more than once.");
    }

    [Theory]
    [InlineData(null, 400, "invalid_request", "Missing required parameter [grant_type].")]
    [InlineData("", 400, "invalid_request", "Missing required parameter [grant_type].")]
    [InlineData("password", 400, "unsupported_grant_type", "Value passed for the grant type was invalid: [password].")]
    [InlineData("refresh_token", 400, "invalid_request", "Missing required parameter [refresh_token].")]
    [InlineData("authorization_code", 400, "invalid_request", "Missing required parameter [code].")]
    public async Task Incomplete_grants_are_refused(string? type, int status, string error, string description)
    {
        (string, string)[] form = type is null ? [PublicApp] : [PublicApp, ("grant_type", type)];
        AssertRefused(await _sandbox.PostAsync(TokenPath, authorization: null, form), status, error, description);
    }

    [Theory]
    [InlineData(TokenPath)]
    [InlineData(RevokePath)]
    public async Task The_endpoints_accept_only_POST(string path)
    {
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _sandbox.GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _sandbox.Client.SendAsync(HttpMethod.Put, path, authorization: null)).Status);
    }

    private Task<Reply> RevokeAsync(string? authorization, params (string Name, string Value)[] form) =>
        _sandbox.PostAsync(RevokePath, authorization, [("token", "unknown"), .. form]);
}
