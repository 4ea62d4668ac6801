using System.Net;
using TwitterDm.Sandbox.Http;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.Authentication;

/// <summary>Any malformed Authorization header results in a 401.</summary>
public sealed class MalformedHeaderTests
{
    private const int Rounds = 3000;

    private static readonly string[] Fragments =
        ["\"", "=", ",", "%", "%4", "%41", "%ZZ", "%C3", "é", "\0", " ", "\t", "\\", "oauth_token=\"\"", "OAuth ", "realm", "\uD800", "999999999999999999999"];

    private readonly SandboxApi _api = new(new SandboxOptions { Clock = new ManualClock(), RequestsPerWindow = 1_000_000 });

    private static string Good => new TestSigner { Time = new ManualClock().GetUtcNow() }.Header("GET", "https://api.x.com/2/dm_events");

    [Theory]
    [InlineData("OAuth")]
    [InlineData("OAuth ")]
    [InlineData("OAuth ,")]
    [InlineData("OAuth =")]
    [InlineData("OAuth a")]
    [InlineData("OAuth a=")]
    [InlineData("OAuth a=b")]
    [InlineData("OAuth a=\"")]
    [InlineData("OAuth =\"b\"")]
    [InlineData("OAuth oauth_token=\"%\"")]
    [InlineData("OAuth oauth_token=\"%C3\"")]
    [InlineData("OAuth oauth_token=\"a b\"")]
    public async Task Malformed_headers_are_refused(string header) => Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(header));

    [Theory]
    [InlineData("oauth_timestamp", "-1")]
    [InlineData("oauth_timestamp", "1e9")]
    [InlineData("oauth_timestamp", "9223372036854775807")]
    [InlineData("oauth_timestamp", "99999999999999999999999999")]
    [InlineData("oauth_signature", "")]
    [InlineData("oauth_signature", "not%20base64")]
    [InlineData("oauth_nonce", "")]
    public async Task Malformed_values_are_refused(string name, string value)
    {
        var header = System.Text.RegularExpressions.Regex.Replace(
            Good, $"{name}=\"[^\"]*\"", $"{name}=\"{value}\"", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(header));
    }

    [Fact]
    public async Task Repeated_and_missing_parameters_are_refused()
    {
        var parts = Good["OAuth ".Length..].Split(", ");
        foreach (var part in parts)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("OAuth " + string.Join(", ", parts.Append(part))));
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("OAuth " + string.Join(", ", parts.Where(other => other != part))));
        }
    }

    [Fact]
    public async Task Random_changes_to_a_header_never_cause_a_crash()
    {
        var random = new Random(20260115);
        for (var round = 0; round < Rounds; round++)
        {
            var header = Mangle(Good, random);
            var status = await StatusAsync(header);
            Assert.True(status is HttpStatusCode.Unauthorized or HttpStatusCode.OK, $"{(int)status} for {header}");
        }
    }

#pragma warning disable CA5394 // The test needs repeatable random numbers.
    private static string Mangle(string header, Random random)
    {
        for (var cuts = random.Next(1, 6); cuts > 0; cuts--)
        {
            var (at, length) = (random.Next(header.Length), random.Next(12));
            header = header[..at] + (random.Next(2) == 0 ? Fragments[random.Next(Fragments.Length)] : "") + header[Math.Min(header.Length, at + length)..];
            header = header.Length == 0 ? "OAuth x" : header;
        }

        return header;
    }
#pragma warning restore CA5394

    private async Task<HttpStatusCode> StatusAsync(string header)
    {
        // Call the sandbox directly, since HttpClient would refuse some of these headers.
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["authorization"] = header };
        return (HttpStatusCode)
            (
                await _api.HandleAsync(
                    new SandboxRequest("GET", new Uri("https://api.x.com/2/dm_events"), headers, default),
                    CancellationToken.None)).StatusCode;
    }
}
