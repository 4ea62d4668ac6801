using System.Net;
using System.Net.Http.Headers;
using TwitterDm.Auth;

namespace TwitterDm.Core.Tests.Auth;

public sealed class ClockCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(6, "6 min fast: this computer has 2026-01-15 12:00:00Z, and X has 2026-01-15 11:54:00Z")]
    [InlineData(-6, "6 min slow")]
    [InlineData(-133, "2 h 13 min slow")]
    [InlineData(60 * 24 * 400, "400 d 0 h fast")]
    public void A_wrong_clock_is_reported_with_its_difference(int minutesAhead, string words)
        => Assert.Contains(words, Complaint(HttpStatusCode.Unauthorized, minutesAhead, code: null), StringComparison.Ordinal);

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    [InlineData(0)]
    public void A_difference_that_x_tolerates_is_not_reported(int minutesAhead) => Assert.Null(Complaint(HttpStatusCode.Unauthorized, minutesAhead, 135));

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, 135, true)]
    [InlineData(HttpStatusCode.Forbidden, 32, true)]
    [InlineData(HttpStatusCode.Forbidden, 453, false)]
    [InlineData(HttpStatusCode.NotFound, null, false)]
    public void Only_a_rejected_signature_is_attributed_to_the_clock(HttpStatusCode status, int? code, bool reported)
        => Assert.Equal(reported, Complaint(status, 60, code) is not null);

    [Fact]
    public void A_rejected_bearer_token_is_not_attributed_to_the_clock() => Assert.Null(Complaint(HttpStatusCode.Unauthorized, 60, code: null, scheme: "Bearer"));

    [Fact]
    public void Without_a_date_there_is_nothing_to_compare()
    {
        using var response = new HttpResponseMessage(HttpStatusCode.Unauthorized) { RequestMessage = Signed("OAuth") };

        Assert.Null(ClockCheck.Complaint(response, problem: null, Now));
    }

    private static string? Complaint(HttpStatusCode status, int minutesAhead, int? code, string scheme = "OAuth")
    {
        using var response = new HttpResponseMessage(status) { RequestMessage = Signed(scheme) };
        response.Headers.Date = Now.AddMinutes(-minutesAhead);
        return ClockCheck.Complaint(response, new DmProblem { Code = code }, Now);
    }

    private static HttpRequestMessage Signed(string scheme) => new() { Headers = { Authorization = new AuthenticationHeaderValue(scheme, "x") } };
}
