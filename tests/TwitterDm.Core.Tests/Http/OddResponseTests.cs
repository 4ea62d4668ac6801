using System.IO.Compression;
using System.Text;
using TwitterDm.Auth;
using TwitterDm.Core.Tests.Support;

namespace TwitterDm.Core.Tests.Http;

/// <summary>Odd values in responses that are not lists.</summary>
public sealed class OddResponseTests
{
    [Theory]
    [InlineData(@"{""data"":{""id"":12,""username"":""jack""}}", "12", "jack")]
    [InlineData(@"{""data"":[{""id"":""12"",""username"":""jack""}]}", "12", "jack")]
    [InlineData(@"{""data"":{""id"":""12"",""username"":""jack"",""name"":""\ud83d""}}", "12", "jack")]
    [InlineData(@"{""data"":{""id"":""12"",""username"":"""",""created_at"":"""",""verified"":""no"",""x"":""\ude2d""},""errors"":[null]}", "12", null)]
    [InlineData(@"{""data"":{""id"":""12"",""username"":{}},""meta"":[],""includes"":1}", "12", null)]
    public async Task Connecting_survives_an_odd_account(string me, string id, string? username)
    {
        await using var api = await ListServer.StartAsync(_ => "{}", me);

        Assert.Equal((id, username), (api.User.Id, api.User.Username));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData(@"{""data"":{""username"":""jack""}}")]
    [InlineData(@"{""data"":{""id"":"" ""}}")]
    [InlineData(@"{""data"":[]}")]
    [InlineData(@"{""errors"":[null]}")]
    public async Task Connecting_without_an_account_is_an_error(string me)
        => Assert.Equal(DmErrorKind.Protocol, (await Assert.ThrowsAsync<DmException>(() => ListServer.StartAsync(_ => "{}", me))).Kind);

    [Theory]
    [InlineData(403, @"{""title"":""No"",""status"":""403"",""detail"":5}", DmErrorKind.Permission, "No: 5")]
    [InlineData(403, @"{""errors"":[null,{""message"":""No.""}],""status"":[]}", DmErrorKind.Permission, "No.")]
    [InlineData(403, @"{""errors"":{""message"":""No.""}}", DmErrorKind.Permission, "No.")]
    [InlineData(
        400,
        @"{""title"":""Bad"",""errors"":[{""parameters"":[""max_results""],""message"":""Wrong.""}]}",
        DmErrorKind.InvalidRequest,
        "Wrong.")]
    [InlineData(
        400,
        @"{""title"":""Bad"",""errors"":[{""parameters"":{""max_results"":[null,[[{""a"":""\ud83d""}]]]},""message"":""Wrong.""}]}",
        DmErrorKind.InvalidRequest,
        "Wrong.")]
    [InlineData(403, @"{""title"":""\ud83d No"",""code"":""89"",""\ud83d"":1}", DmErrorKind.Authentication, "No (code 89)")]
    [InlineData(403, "{\"title\":\"a\nb\",\"detail\":\"c\u0000\"}", DmErrorKind.Permission, "a␊b")]
    public async Task An_odd_problem_is_read_as_far_as_it_goes(int status, string body, DmErrorKind kind, string words)
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Status(status, "application/problem+json", body));

        var (_, error) = await api.ListUntilErrorAsync();

        Assert.Equal(kind, error.Kind);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "The response is a JSON array, which the API never sends.")]
    [InlineData(" [ {\"id\":\"1\"}]", "The response is a JSON array, which the API never sends.")]
    [InlineData("[error] no upstream", "The response is not JSON: it is plain text, which the API never sends.")]
    [InlineData(@"{""errors"":[{}]}", "The response contains an error without details.")]
    [InlineData(@"{""errors"":[{""code"":131}]}", "code 131 (")]
    public async Task A_response_that_is_not_an_event_is_described(string body, string words)
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Status(200, "application/json", body));

        var error = await Assert.ThrowsAsync<DmException>(() => api.Clock.RunAsync(api.Client().GetEventAsync("12")));

        Assert.StartsWith(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_problem_without_details_is_not_announced()
    {
        await using var api = await TestApi.StartAsync();
        for (var request = 1; request <= 3; request++)
            api.Server.Faults.At(request, Fault.Status(200, "application/json", @"{""errors"":[{}]}"));

        var (_, error) = await api.ListUntilErrorAsync();

        Assert.DoesNotContain("X reports:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_of_a_problem_is_named_whatever_its_values()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Status(400, "application/json", @"{""errors"":[{""parameters"":{""max_results"":{""a"":1}},""status"":""x""}]}"));

        var (_, error) = await api.ListUntilErrorAsync();

        Assert.Equal("max_results", error.Problem!.Parameter);
    }

    [Theory]
    [InlineData(@"{""access_token"":""a1"",""refresh_token"":""r1"",""expires_in"":7200,""scope"":[""dm.read""]}", 7200.0)]
    [InlineData(@"{""access_token"":""a1"",""refresh_token"":""r1"",""expires_in"":""7200"",""token_type"":""\ud83d""}", 7200.0)]
    [InlineData(@"{""access_token"":""a1"",""refresh_token"":""r1"",""expires_in"":7200.9,""scope"":7}", 7200.0)]
    [InlineData(@"{""access_token"":""a1"",""refresh_token"":""r1"",""expires_in"":""soon"",""scope"":null}", null)]
    [InlineData("{\"access_token\":\"a1\",\"refresh_token\":\"r1\",\"expires_in\":9e18,\"scope\":\"\u00FF\"}", null)]
    public async Task New_tokens_are_not_lost_to_an_odd_value_beside_them(string response, double? seconds)
    {
        await using var server = await OtherServer.StartAsync(async context => await context.Response.Body.WriteAsync(RawJson.Bytes(response)));
        var clock = new TwitterDm.Testing.ManualClock();
        using var http = new HttpClient();

        var tokens = await new TokenEndpoint(http, server.BaseUri, new OAuth2App { ClientId = "client" }, clock).RefreshAsync("r0", CancellationToken.None);

        Assert.Equal(("a1", "r1"), (tokens.AccessToken, tokens.RefreshToken));
        Assert.Equal(seconds, (tokens.ExpiresAt - clock.GetUtcNow())?.TotalSeconds);
    }

    [Theory]
    [InlineData("gzip", "this is not gzip")]
    [InlineData("br", "this is not brotli")]
    [InlineData("deflate", "this is not deflate")]
    public async Task A_body_in_another_encoding_than_its_headers_name_is_retried_and_then_an_error(string encoding, string body)
    {
        var broken = true;
        await using var server = await OtherServer.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = broken ? encoding : "gzip";
            await context.Response.Body.WriteAsync(broken ? Encoding.ASCII.GetBytes(body) : Compress("""{"data":{"id":"12"}}"""));
            broken = !broken;
        });

        using var connection = await DmConnection.OpenAsync(new DmConnectionOptions { ApiBaseUri = server.BaseUri, Credential = new BearerCredential("token") });

        Assert.Equal(("12", 2), (connection.User.Id, server.Requests.Count));
    }

    private static byte[] Compress(string text)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionMode.Compress))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return stream.ToArray();
    }
}
