using TwitterDm.Core.Tests.Support;

namespace TwitterDm.Core.Tests.Listing;

public sealed class QueryValidatorTests
{
    private static readonly DateTimeOffset Time = DateTimeOffset.UnixEpoch;

    public static TheoryData<DmEventQuery, DmErrorReason> Invalid => new()
    {
        { new() { First = 0 }, DmErrorReason.None },
        { new() { PageSize = 0 }, DmErrorReason.None },
        { new() { PageSize = 101 }, DmErrorReason.None },
        { new() { SinceId = "latest" }, DmErrorReason.None },
        { new() { ParticipantId = "Zoe Muller" }, DmErrorReason.None },
        { new() { ConversationId = "12" }, DmErrorReason.None },
        { new() { EventTypes = [DmEventType.Unknown] }, DmErrorReason.TypeOfChatOnly },
        { new() { Since = Time, Until = Time.AddTicks(-1) }, DmErrorReason.TimesReversed },
        { new() { PageToken = "nonsense" }, DmErrorReason.PageTokenInvalid },
    };

    [Theory]
    [MemberData(nameof(Invalid), DisableDiscoveryEnumeration = true)]
    public async Task An_invalid_query_is_rejected_before_any_request(DmEventQuery query, DmErrorReason reason)
    {
        await using var api = await TestApi.StartAsync();

        var error = Assert.Throws<DmException>(() => api.Client().ListEvents(query));

        Assert.Equal((DmErrorKind.InvalidRequest, reason), (error.Kind, error.Reason));
        Assert.Equal(reason == DmErrorReason.None, error.RecommendedAction is not null);
        Assert.Empty(api.Calls);
    }

    [Fact]
    public async Task A_query_at_the_limits_is_valid()
    {
        await using var api = await TestApi.StartAsync();

        Assert.Single(await api.ListAsync(new DmEventQuery { First = 1, PageSize = DmEventQuery.MaxPage }));
        Assert.Empty(await api.ListAsync(new DmEventQuery { Since = Time, Until = Time, PageSize = DmEventQuery.MaxPage, ParticipantId = "12" }));
    }
}
