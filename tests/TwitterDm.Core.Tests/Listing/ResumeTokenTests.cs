using System.Globalization;
using System.Text.Json;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Listing.Pages;

namespace TwitterDm.Core.Tests.Listing;

public sealed class ResumeTokenTests
{
    [Theory]
    [InlineData("0001QQ1UP4KN5B6GGP10HR08J70NQ", "0001QQ1UP4KN5B6GGP10HR08J70NQ", null)]
    [InlineData("0001QQ1UP4KN5B6GGP10HR08J70NQ.2119", "0001QQ1UP4KN5B6GGP10HR08J70NQ", "2119")]
    [InlineData("start.2119012658382548176", null, "2119012658382548176")]
    public void A_token_survives_a_round_trip(string text, string? page, string? id)
    {
        var token = ResumeToken.Parse(text);

        Assert.Equal((page, id), (token.Page, token.LastEventId));
        Assert.Equal(text, token.ToString());
    }

    [Theory]
    [InlineData("0000000000000001.2119~5", "0000000000000001", "2119", "5")]
    [InlineData("start.2119~5~7", null, "2119", "5 7")]
    [InlineData("start.~5", null, null, "5")]
    [InlineData("%61.~5~7", "a", null, "5 7")]
    public void A_token_with_events_out_of_order_survives_a_round_trip(string text, string? page, string? last, string others)
    {
        var token = ResumeToken.Parse(text);

        Assert.Equal((page, last, others), (token.Page, token.LastEventId, string.Join(' ', token.Others)));
        Assert.Equal(text, token.ToString());
    }

    public static TheoryData<string> OddTokens =>
        [
            "x",
            "start",
            "abcdefghij",
            "with.period.2119",
            ".",
            "..",
            " ",
            "a b",
            "a%2Eb",
            "%",
            "%41",
            "https://x.com/?a=b&c#d",
            "\u00E9\uFFFD\U0001F62D",
            "\u0001\n\t\"\\",
            "+ +",
            new('A', 5000),
            "~plain/token=16+",
            "-_-_-_-_-_",
        ];

    [Theory]
    [MemberData(nameof(OddTokens))]
    public async Task Any_token_of_the_api_resumes(string token)
    {
        var (isDown, received) = (true, new List<string?>());
        await using var api = await ListServer.StartAsync(page =>
        {
            received.Add(page);
            return page is null
                ? """{"data":[{"id":"9"},{"id":"8"}],"meta":{"result_count":2,"next_token":TOKEN}}""".Replace("TOKEN", JsonSerializer.Serialize(token), StringComparison.Ordinal)
                : isDown ? "{}" : """{"data":[{"id":"8"},{"id":"7"}],"meta":{"result_count":2}}""";
        });
        var events = new List<DmEvent>();

        var error = await Assert.ThrowsAsync<DmException>(() => TestApi.CollectAsync(api.Client.ListEvents(new DmEventQuery()), events));
        isDown = false;
        var resumeAt = Assert.IsType<DmResumePoint>(error.Target).PageToken;
        await TestApi.CollectAsync(api.Client.ListEvents(new DmEventQuery { PageToken = resumeAt }), events);

        Assert.Equal(["9", "8", "7"], events.Select(item => item.Id));
        Assert.Equal([null, token], received.Distinct(StringComparer.Ordinal));
        Assert.DoesNotContain(resumeAt!, character => character is < '!' or > '~');
    }

    [Fact]
    public void Every_token_survives_a_round_trip()
    {
        var seed = Environment.GetEnvironmentVariable("TWITTERDM_TEST_SEED") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : Random.Shared.Next();
        var random = new Random(seed);
        for (var count = 0; count < 20_000; count++)
        {
            var alphabet = random.Next(2) == 0 ? "abZ019-_.%=+/~ &" : "start.%12\u00E9\u20AC\uFFFD\n";
            var page = new string(random.GetItems<char>(alphabet, random.Next(1, 24)));
            var id = random.Next(2) == 0 ? null : random.NextInt64().ToString(CultureInfo.InvariantCulture);

            var read = ResumeToken.Parse(new ResumeToken(page, id).ToString());

            Assert.True((read.Page, read.LastEventId) == (page, id), $"TWITTERDM_TEST_SEED={seed}: {page} {id}");
        }
    }

    public static TheoryData<string> Garbled =>
        [
            "",
            " ",
            "x",
            "nonsense",
            "start",
            "start.",
            "start.x",
            "start.-1",
            ".1",
            ".",
            "..",
            "012345678",
            "http://x.com",
            "https://api.x.com/2/dm_events",
            "a b c d e f g h",
            "%",
            "%zz",
            "%61bcdefghijk",
            "abcdefghij%61",
            "0123456789012345 ",
            "0123456789012345\n",
            "0123456789012345.",
            "0123456789012345.x",
            "0123456789012345.1.2",
            "0123456789012345.~",
            "0123456789012345.1~",
            "0123456789012345.~~1",
            "0123456789012345.1~x",
            ".~5",
            "start.~",
            "0123456789012345.12345678901234567890",
            "0123456789012345&max_results=1",
            "0123456789012345\u202E",
            "0123456789012345%0A",
            "../../2/users/me",
            "０１２３４５６７８９０１２３４５",
            new string('A', 8193),
        ];

    [Theory]
    [MemberData(nameof(Garbled))]
    public async Task An_invalid_token_is_rejected_before_any_request(string text)
    {
        await using var api = await TestApi.StartAsync();

        var error = await Assert.ThrowsAsync<DmException>(() => api.ListAsync(new DmEventQuery { PageToken = text }));

        Assert.Equal((DmErrorKind.InvalidRequest, DmErrorReason.PageTokenInvalid), (error.Kind, error.Reason));
        Assert.DoesNotContain('\u202E', error.Message);
        Assert.Empty(api.ListRequests);
    }
}
