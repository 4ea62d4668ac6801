using TwitterDm.Sandbox.Activity;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Activity;

/// <summary>
/// Subscribes to a kind of event. What only a user can see needs a token of that user, or of the app, which all accounts here have allowed
/// to.
/// </summary>
internal sealed class CreateSubscription(
    ActivitySubscriptions subscriptions,
    IdGenerator ids,
    TimeProvider clock,
    IScheduledEvents scheduled
) : Endpoint("POST", "/2/activity/subscriptions", [], ActivityRules.NewSubscription(ActivityKinds.All))
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var body = parameters.Body;
        var kind = ActivityKinds.Canonical(body.Text(ActivityRules.EventType)!);
        var given = body.Object(ActivityRules.Filter);
        var filter = new ActivityFilter(
            given.Text(ActivityRules.UserId),
            given.Text(ActivityRules.Direction),
            given.Text(ActivityRules.Keyword));
        if (Refuse(kind, filter, body, caller) is { } refused)
            return refused;
        var subscription = new ActivitySubscription(ids.Next(), kind, filter, clock.GetUtcNow()) { Tag = body.Text(ActivityRules.Tag) };
        if (!subscriptions.TryAdd(subscription))
            return ProblemResponses.Refused(403, $"The app has reached the limit of {ActivitySubscriptions.MaxCount} subscriptions.");
        if (People.ById(filter.UserId ?? "") is { } person && People.IsAccount(person))
            scheduled.Use(person);
        return SubscriptionResponses.Of(subscription);
    }

    private static ApiResponse? Refuse(string kind, ActivityFilter filter, ValidatedBody body, Caller caller)
    {
        var scope = ActivityKinds.ScopeOf(kind);
        if (caller.Kind == CallerKind.OAuth2User && !caller.Scopes.Contains(scope, StringComparer.Ordinal))
            return ProblemResponses.MissingScope([scope]);
        if (body.Text(ActivityRules.WebhookId) is { } webhook)
            return SubscriptionResponses.WebhookNotFound(webhook);
        return RefuseFilter(kind, filter) ?? RefuseUser(kind, filter, caller);
    }

    private static ApiResponse? RefuseFilter(string kind, ActivityFilter filter)
    {
        if (filter.UserId is null && (filter.Keyword is null || ActivityKinds.IsPrivate(kind)))
            return Invalid(ActivityRules.UserId, "is missing but it is required");
        return ActivityKinds.IsActorOnly(kind) && filter.Direction is not null
            ? Invalid(ActivityRules.Direction, "is not supported for this event type")
            : null;
    }

    private static ApiResponse? RefuseUser(string kind, ActivityFilter filter, Caller caller)
    {
        if (filter.UserId is not { } id)
            return null;
        if (People.ById(id) is not { } person)
            return ProblemResponses.UserNotFound(ActivityRules.UserId, id);
        var isAllowed = !ActivityKinds.IsPrivate(kind) || (caller.Account is { } user ? person == user : People.IsAccount(person));
        return isAllowed ? null : ProblemResponses.Of(403, ResourceProblem.NotAuthorized("user", ActivityRules.UserId, id));
    }

    private static ApiResponse Invalid(string property, string message)
        => ProblemResponses.InvalidProperty($"{ActivityRules.Filter}.{property}", message);
}
