namespace TwitterDm.Sandbox.Validation;

/// <summary>The parameters and bodies in X's API description, for the endpoints of live events.</summary>
internal static class ActivityRules
{
    public const string EventType = "event_type";
    public const string Filter = "filter";
    public const string UserId = "user_id";
    public const string Direction = "direction";
    public const string Keyword = "keyword";
    public const string Tag = "tag";
    public const string WebhookId = "webhook_id";
    public const string Uuids = "uuids";

    private const string IdPattern = "^[0-9]{1,19}$";
    private const int MaxTagLength = 200;

    public static readonly ParameterRule SubscriptionId = ParameterRule.Path("subscription_id", IdPattern);
    public static readonly ParameterRule SubscriptionIds = ParameterRule.RequiredList("ids", 100, IdPattern);
    public static readonly ParameterRule MaxSubscriptions = ParameterRule.Integer("max_results", 1, 1000);
    public static readonly ParameterRule BackfillMinutes = ParameterRule.Integer("backfill_minutes", 0, 5);
    public static readonly ParameterRule StartTime = new("start_time", ParameterPlace.Query, ParameterKind.Text);
    public static readonly ParameterRule EndTime = new("end_time", ParameterPlace.Query, ParameterKind.Text);
    public static readonly ParameterRule Status = ParameterRule.Word("status", "active", "inactive", "all");

    public static readonly ParameterRule StreamNames = new("endpoints", ParameterPlace.Query, ParameterKind.List)
    {
        UniqueItems = true,
        Values =
        [
            "filtered_stream",
            "sample_stream",
            "sample10_stream",
            "firehose_stream",
            "tweets_compliance_stream",
            "users_compliance_stream",
            "tweet_label_stream",
            "firehose_stream_lang_en",
            "firehose_stream_lang_ja",
            "firehose_stream_lang_ko",
            "firehose_stream_lang_pt",
            "likes_firehose_stream",
            "likes_sample10_stream",
            "likes_compliance_stream",
        ],
    };

    public static readonly ParameterRule StreamName = ParameterRule.Path("endpoint_id", pattern: null) with { Values = StreamNames.Values };

    public static readonly ParameterRule ConnectionFields = ParameterRule.WordList(
        "connection.fields", "client_ip", "connected_at", "disconnect_reason", "disconnected_at", "endpoint_name", "id");

    public static readonly IReadOnlyList<ParameterRule> Subscriptions = [MaxSubscriptions, ParameterRules.PaginationToken];

    public static readonly IReadOnlyList<ParameterRule> Stream = [BackfillMinutes, StartTime, EndTime];

    public static readonly IReadOnlyList<ParameterRule> Connections =
        [Status, StreamNames, ParameterRules.MaxResults, ChatParameterRules.PaginationToken, ConnectionFields];

    public static readonly BodyRule SubscriptionChange = BodyRule.Object(
        new(Tag, BodyRule.Text() with { MinimumLength = 1, MaximumLength = MaxTagLength }),
        new(WebhookId, BodyRule.Text(IdPattern)));

    public static readonly BodyRule ConnectionIds = BodyRule.Object(
        BodyProperty.Must(Uuids, BodyRule.ListOf(BodyRule.Text()) with { MinimumItems = 1, MaximumItems = 100 }));

    /// <summary>The body that creates a subscription.</summary>
    /// <param name="kinds">The kinds of event.</param>
    public static BodyRule NewSubscription(params string[] kinds) => BodyRule.Object(
    [
        BodyProperty.Must(EventType, BodyRule.Word(kinds)),
        BodyProperty.Must(Filter, BodyRule.Object(
            new(Direction, BodyRule.Word("inbound", "outbound")),
            new(Keyword, BodyRule.Text()),
            new(UserId, BodyRule.Text()))),
        .. SubscriptionChange.Properties,
    ]);
}
