using TwitterDm.Core.Tests.Support;
using TwitterDm.Listing;

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

    public static TheoryData<string> Garbled =>
    [
        "", " ", "x", "nonsense", "start", "start.", "start.x", "start.-1", ".1", ".", "..", "012345678901234", "0123456789012345 ", "0123456789012345\n",
        "0123456789012345.", "0123456789012345.x", "0123456789012345.1.2", "0123456789012345.12345678901234567890", "0123456789012345&max_results=1",
        "0123456789012345\u202E", "0123456789012345%0A", "../../2/users/me", "０１２３４５６７８９０１２３４５", new string('A', 1025),
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
