using System.Net;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Http;

/// <summary>Invalid parameters get X's 400 with the parameter, its value and a description.</summary>
public sealed class ParameterTests : IAsyncLifetime
{
    private RunningSandbox _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task The_error_is_exactly_that_of_X()
    {
        var reply = await _sandbox.GetAsync("/2/dm_events?max_results=101");
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal("application/problem+json; charset=utf-8", reply.Headers["Content-Type"]);
        Assert.Equal(
            """{"errors":[{"parameters":{"max_results":["101"]},"message":"The `max_results` query parameter value [101] is not between 1 and 100"}],"title":"Invalid Request","detail":"One or more parameters to your request was invalid.","type":"https://api.x.com/2/problems/invalid-request"}""",
            System.Text.Encoding.UTF8.GetString(reply.Bytes));
    }

    [Theory]
    [InlineData("/2/dm_events?max_results=0", "max_results", "[0] is not between 1 and 100")]
    [InlineData("/2/dm_events?max_results=-5", "max_results", "is not between 1 and 100")]
    [InlineData("/2/dm_events?max_results=many", "max_results", "[many] is not a valid number")]
    [InlineData("/2/dm_events?max_results=", "max_results", "is not a valid number")]
    [InlineData("/2/dm_events?max_results=99999999999", "max_results", "is not a valid number")]
    [InlineData("/2/dm_events?max_results=2%00", "max_results", "is not a valid number")]
    [InlineData("/2/dm_events?max_results=%2B2", "max_results", "[+2] is not a valid number")]
    [InlineData("/2/dm_events?max_results=+2", "max_results", "[ 2] is not a valid number")]
    [InlineData("/2/dm_events?max_results=2%20", "max_results", "is not a valid number")]
    [InlineData("/2/dm_events?max_results=-", "max_results", "is not a valid number")]
    [InlineData("/2/dm_events?max_results=--2", "max_results", "is not a valid number")]
    [InlineData("/2/dm_events?max_results=2.0", "max_results", "is not a valid number")]
    [InlineData("/2/dm_events?max_results=%D9%A2", "max_results", "is not a valid number")]
    [InlineData("/2/dm_events?max_results=5&max_results=6", "max_results", "only once")]
    [InlineData("/2/dm_events?page=2", "page", "[page] is not one of [max_results,pagination_token,")]
    [InlineData("/2/dm_events?Max_results=2", "Max_results", "is not one of")]
    [InlineData("/2/dm_events?event_types=MessageDelete", "event_types", "[MessageDelete] is not one of [MessageCreate,")]
    [InlineData("/2/dm_events?event_types=messagecreate", "event_types", "is not one of")]
    [InlineData("/2/dm_events?event_types=MessageCreate,MessageCreate", "event_types", "twice")]
    [InlineData("/2/dm_events?event_types=", "event_types", "can not be empty")]
    [InlineData("/2/dm_events?event_types=MessageCreate,", "event_types", "[] is not one of")]
    [InlineData("/2/dm_events?dm_event.fields=body", "dm_event.fields", "[body] is not one of")]
    [InlineData("/2/dm_events?dm_event.fields=referenced_posts", "dm_event.fields", "[referenced_posts] is not one of")]
    [InlineData("/2/dm_events?expansions=pinned_post_id", "expansions", "[pinned_post_id] is not one of")]
    [InlineData("/2/dm_events?user.fields=dm", "user.fields", "[dm] is not one of")]
    [InlineData("/2/dm_events?media.fields=size", "media.fields", "[size] is not one of")]
    [InlineData("/2/dm_events?post.fields=author_id", "post.fields", "[author_id] is not one of")]
    [InlineData("/2/dm_events?pagination_token=ABC", "pagination_token", "[ABC] is not valid")]
    [InlineData("/2/dm_conversations/with/abc/dm_events", "participant_id", "[abc] does not match ^[0-9]{1,19}$")]
    [InlineData("/2/dm_conversations/with/12345678901234567890/dm_events", "participant_id", "does not match")]
    [InlineData("/2/dm_conversations/with/12%0A/dm_events", "participant_id", "does not match")]
    [InlineData("/2/dm_conversations/123/dm_events", "id", "does not match")]
    [InlineData("/2/dm_conversations/1-2-3/dm_events", "id", "does not match")]
    [InlineData("/2/dm_events/12a", "event_id", "does not match")]
    [InlineData("/2/dm_events/12?max_results=5", "max_results", "is not one of")]
    [InlineData("/2/users/by/username/has%20space", "username", "does not match")]
    [InlineData("/2/users/by/username/longer_than_fifteen", "username", "does not match")]
    [InlineData("/2/users", "ids", "can not be empty")]
    [InlineData("/2/users?ids=", "ids", "can not be empty")]
    [InlineData("/2/users?ids=12,x", "ids", "[x] does not match")]
    [InlineData("/2/users/by?usernames=a%20b", "usernames", "does not match")]
    [InlineData("/2/users/me?media.fields=url", "media.fields", "is not one of")]
    [InlineData("/2/dm_events?max_results=%FF", "query", "percent-encoded")]
    public async Task Invalid_values_are_refused(string target, string parameter, string sentence)
    {
        var reply = await _sandbox.GetAsync(target);
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        var error = Assert.Single(reply.Body.Items("errors"));
        Assert.Equal([parameter], error.GetProperty("parameters").Names());
        Assert.Contains(sentence, error.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_invalid_parameter_has_its_own_error()
    {
        var reply = await _sandbox.GetAsync("/2/dm_events?a=1&max_results=0&event_types=x");
        Assert.Equal(["a", "max_results", "event_types"], reply.Body.Items("errors").SelectMany(error => error.GetProperty("parameters").Names()));
    }

    [Fact]
    public async Task A_hundred_ids_are_accepted_and_101_are_refused()
    {
        var ids = string.Join(',', Enumerable.Range(1, 101));
        Assert.Equal(HttpStatusCode.BadRequest, (await _sandbox.GetAsync($"/2/users?ids={ids}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _sandbox.GetAsync($"/2/users?ids={ids[..^4]}")).Status);
    }

    [Theory]
    [InlineData("/2/dm_events?event_types=MessageCreate%2CParticipantsJoin")]
    [InlineData("/2/dm_events?%6Dax_results=5")]
    [InlineData("/2/dm_events?max_results=1&&dm_event.fields=id,text")]
    public async Task Escapes_are_decoded_once(string target) => Assert.Equal(HttpStatusCode.OK, (await _sandbox.GetAsync(target)).Status);

    [Theory]
    [InlineData("GET", "/", 404, "Not Found")]
    [InlineData("GET", "/2/dm_event", 404, "Not Found")]
    [InlineData("GET", "/2/dm_events/", 404, "Not Found")]
    [InlineData("GET", "/1.1/direct_messages/events/list.json", 404, "Not Found")]
    [InlineData("POST", "/2/dm_events", 405, "Method Not Allowed")]
    [InlineData("PUT", "/2/users/me", 405, "Method Not Allowed")]
    public async Task Unknown_paths_and_methods_get_a_problem(string method, string target, int status, string title)
    {
        var reply = await _sandbox.Client.SendAsync(new HttpMethod(method), target, SandboxClient.AsUser);
        Assert.Equal(status, (int)reply.Status);
        Assert.Equal(title, reply.Body.Text("title"));
        Assert.Equal("application/problem+json; charset=utf-8", reply.Headers["Content-Type"]);
    }

    [Theory]
    [InlineData("POST", "/2/dm_events", "GET")]
    [InlineData("PUT", "/2/dm_events/12", "GET, DELETE")]
    [InlineData("PUT", "/2/media/upload", "GET, POST")]
    [InlineData("GET", "/2/oauth2/token", "POST")]
    [InlineData("DELETE", "/oauth/authorize", "GET, POST")]
    [InlineData("POST", "/dm_video/1/2", "GET")]
    public async Task A_method_that_is_not_allowed_gets_those_that_are(string method, string target, string allowed)
    {
        var reply = await _sandbox.Client.SendAsync(new HttpMethod(method), target, SandboxClient.AsUser);
        Assert.Equal((405, allowed), ((int)reply.Status, reply.Headers["Allow"]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer unknown")]
    [InlineData("Basic AAAA")]
    [InlineData("OAuth oauth_token=\"unknown\"")]
    public async Task A_request_without_valid_credentials_gets_a_challenge(string? authorization)
    {
        var reply = await _sandbox.GetAsync("/2/users/me", authorization);
        Assert.Equal((401, "Bearer"), ((int)reply.Status, reply.Headers["WWW-Authenticate"]));
    }
}
