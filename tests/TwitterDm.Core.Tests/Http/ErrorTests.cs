using System.Net;
using TwitterDm.Auth;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Host;

namespace TwitterDm.Core.Tests.Http;

public sealed class ErrorTests
{
    [Theory]
    [InlineData("no-such-token", DmErrorKind.Authentication, 401)]
    [InlineData(SandboxCredentials.ExpiredToken, DmErrorKind.Authentication, 401)]
    [InlineData(SandboxCredentials.AppOnlyToken, DmErrorKind.Permission, 403)]
    public async Task An_invalid_token_is_reported_when_connecting(string token, DmErrorKind kind, int status)
    {
        await using var api = await TestApi.StartAsync();

        var error = await Assert.ThrowsAsync<DmException>(() => api.OpenAsync(new BearerCredential(token)));

        Assert.Equal(kind, error.Kind);
        Assert.Equal(status, (int)error.StatusCode!);
        Assert.Equal("GET /2/users/me", error.Request);
        Assert.NotNull(error.TransactionId);
        Assert.True(error.RecommendedAction is not null || error.Reason != DmErrorReason.None);
        Assert.DoesNotContain(token, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_scope_is_named()
    {
        await using var api = await TestApi.StartAsync(credential: new BearerCredential(SandboxCredentials.TokenWithoutDmRead));

        var (_, error) = await api.ListUntilErrorAsync();

        Assert.Equal(DmErrorKind.Permission, error.Kind);
        Assert.Contains("dm.read", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_event_is_not_found_though_the_status_is_200()
    {
        await using var api = await TestApi.StartAsync();

        var error = await Assert.ThrowsAsync<DmException>(() => api.Client().GetEventAsync("123456789"));

        Assert.Equal(DmErrorKind.NotFound, error.Kind);
        Assert.Contains("123456789", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("/resource-not-found", error.Problem?.Type, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_of_an_unknown_user_is_not_found()
    {
        await using var api = await TestApi.StartAsync();

        var (_, error) = await api.ListUntilErrorAsync(new DmEventQuery { ParticipantId = "42" });

        Assert.Equal(DmErrorKind.NotFound, error.Kind);
        Assert.Equal("42", Assert.IsType<DmResumePoint>(error.Target).ParticipantId);
    }

    [Fact]
    public async Task An_unknown_name_is_not_found()
    {
        await using var api = await TestApi.StartAsync();

        var error = await Assert.ThrowsAsync<DmException>(() => api.Client().ResolveAsync(new DmUserReference("@nobody_at_all")));

        Assert.Equal(DmErrorKind.NotFound, error.Kind);
    }

    [Theory]
    [InlineData(400, """{"errors":[{"parameters":{"max_results":["101"]},"message":"The `max_results` value [101] is wrong"}],"title":"Invalid Request","detail":"One or more parameters to your request was invalid.","type":"https://api.x.com/2/problems/invalid-request"}""", DmErrorKind.InvalidRequest, "max_results")]
    [InlineData(401, """{"errors":[{"code":89,"message":"Invalid or expired token."}]}""", DmErrorKind.Authentication, "code 89")]
    [InlineData(403, """{"title":"Forbidden","detail":"You may not.","type":"about:blank","status":403}""", DmErrorKind.Permission, "Forbidden: You may not.")]
    [InlineData(404, """{"code":34,"message":"Sorry, that page does not exist."}""", DmErrorKind.NotFound, "Sorry")]
    [InlineData(409, """{"title":"Conflict","detail":"Try another.","type":"about:blank"}""", DmErrorKind.InvalidRequest, "Try another.")]
    [InlineData(403, "<html><body>Blocked by the proxy</body></html>", DmErrorKind.Service, "proxy")]
    [InlineData(404, "<html></html>", DmErrorKind.Protocol, "HTML")]
    [InlineData(401, "", DmErrorKind.Authentication, "401")]
    [InlineData(500, "{\"title\":\"Internal\"", DmErrorKind.Service, "500")]
    [InlineData(200, "<!doctype html><title>Sign in</title>", DmErrorKind.Protocol, "HTML")]
    [InlineData(200, "{\"data\":[{\"id\":\"1\"", DmErrorKind.Protocol, "broken JSON")]
    [InlineData(200, "", DmErrorKind.Protocol, "not JSON")]
    [InlineData(200, "{\"data\":[]}x", DmErrorKind.Protocol, "broken JSON")]
    [InlineData(200, """{"title":"Service Unavailable","detail":"Try later.","status":503}""", DmErrorKind.Protocol, "Service Unavailable: Try later.")]
    public async Task Every_shape_of_error_becomes_one_exception(int status, string body, DmErrorKind kind, string words)
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.Every(1, Fault.Status(status, "application/json", body));

        var (_, error) = await api.ListUntilErrorAsync();

        Assert.Equal(kind, error.Kind);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.True(error.RecommendedAction is not null || error.Reason != DmErrorReason.None);
    }

    [Fact]
    public async Task Text_from_a_server_is_sanitized_for_the_terminal()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Status(403, "application/problem+json", """{"title":"\u001b[31mRed","detail":"\u202egnirts\u0007","status":403}"""));

        var (_, error) = await api.ListUntilErrorAsync();

        Assert.DoesNotContain(error.Message, character => char.IsControl(character) || character == '\u202e');
        Assert.Contains("␛[31mRed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var api = await TestApi.StartAsync();
        await using var other = await SandboxServer.StartAsync();
        api.Server.Faults.At(1, Fault.Redirect(new Uri(other.BaseUri, "/2/dm_events")));

        var (_, error) = await api.ListUntilErrorAsync();

        Assert.Equal(DmErrorKind.Protocol, error.Kind);
        Assert.InRange(error.StatusCode!.Value, HttpStatusCode.MultipleChoices, HttpStatusCode.PermanentRedirect);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Using_a_closed_connection_is_an_error()
    {
        await using var api = await TestApi.StartAsync();
        api.Connection.Dispose();

        var error = Assert.Throws<DmException>(() => api.Client());

        Assert.Equal(DmErrorKind.NotConnected, error.Kind);
        Assert.False(api.Connection.IsOpen);
    }

    [Fact]
    public async Task A_problem_with_no_parameters_is_read()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Status(400, body: """{"errors":[{"parameters":{},"message":"The body is not valid."}],"title":"Invalid Request"}"""));

        var error = await Assert.ThrowsAsync<DmException>(() => api.Client().GetEventAsync("1"));

        Assert.Equal("Invalid Request: The body is not valid.", error.Problem!.ToString());
        Assert.Null(error.Problem.Parameter);
    }
}
