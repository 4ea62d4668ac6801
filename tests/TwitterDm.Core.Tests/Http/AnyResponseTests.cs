using TwitterDm.Core.Tests.Support;

namespace TwitterDm.Core.Tests.Http;

/// <summary>Whatever a server answers with, a listing ends with an error that says what happened, and where.</summary>
public sealed class AnyResponseTests
{
    [Theory]
    [MemberData(nameof(AnyResponder.Formats), MemberType = typeof(AnyResponder))]
    public async Task A_listing_ends_with_an_error_of_a_sensible_kind(string format)
    {
        await using var api = await AnyResponder.StartAsync(format, HttpMethod.Get);
        for (api.Status = 300; api.Status < 600; api.Status++)
        {
            var error = await api.FailAsync(client => TestApi.CollectAsync(client.ListEvents(new DmEventQuery())));

            Assert.True(AnyResponder.IsSensible(error, api.Status), $"{api.Status}, {format}: {error.Kind}: {error.Message}");
            Assert.True(error.RecommendedAction is not null || error.Reason != DmErrorReason.None, $"{api.Status}, {format}: there is no advice.");
            Assert.IsType<DmResumePoint>(error.Target);
        }
    }
}
