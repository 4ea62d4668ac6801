using System.Globalization;
using TwitterDm.Sandbox.Activity;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Activity;

/// <summary>Sends the events of all subscriptions of the app as they happen.</summary>
internal sealed class ActivityStream(ActivityFeed feed, StreamConnections connections, IScheduledEvents scheduled)
    : Endpoint("GET", "/2/activity/stream", ActivityRules.Stream)
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var errors = new List<ValidationError>();
        var start = TimeOf(parameters, ActivityRules.StartTime, errors);
        var end = TimeOf(parameters, ActivityRules.EndTime, errors);
        if (start >= end)
        {
            errors.Add(
                ValidationError.Value(ActivityRules.EndTime, parameters.Text(ActivityRules.EndTime)!, "must be later than `start_time`"));
        }

        if (errors.Count > 0)
            return ProblemResponses.InvalidRequest(errors);
        if (parameters.Integer(ActivityRules.BackfillMinutes) is { } minutes and > 0)
            start ??= feed.Clock.GetUtcNow() - TimeSpan.FromMinutes(minutes);
        if (feed.Connect(start, end, scheduled) is not { } connection)
            return ProblemResponses.TooManyConnections;
        return ApiResponse.Json(ReadOnlyMemory<byte>.Empty) with
        {
            Stream = new StreamedBody(connection.ReadAsync, () => connections.End(connection.Id, StreamLines.ClientDisconnected)),
        };
    }

    private static DateTimeOffset? TimeOf(ValidatedParameters parameters, ParameterRule rule, List<ValidationError> errors)
    {
        if (parameters.Text(rule) is not { } text)
            return null;
        if (DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time;
        errors.Add(ValidationError.Value(rule, text, "is not a valid time"));
        return null;
    }
}
