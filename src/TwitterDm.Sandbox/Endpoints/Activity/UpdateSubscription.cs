using TwitterDm.Sandbox.Activity;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Activity;

/// <summary>Changes the tag of a subscription.</summary>
internal sealed class UpdateSubscription(ActivitySubscriptions subscriptions, TimeProvider clock)
    : Endpoint("PUT", "/2/activity/subscriptions/{subscription_id}", [ActivityRules.SubscriptionId], ActivityRules.SubscriptionChange)
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var id = parameters.Text(ActivityRules.SubscriptionId)!;
        if (parameters.Body.Text(ActivityRules.WebhookId) is { } webhook)
            return SubscriptionResponses.WebhookNotFound(webhook);
        var changed = subscriptions.Update(SubscriptionResponses.IdOf(id), subscription => subscription with
        {
            Tag = parameters.Body.Text(ActivityRules.Tag) ?? subscription.Tag,
            UpdatedAt = clock.GetUtcNow(),
        });
        return changed is null ? SubscriptionResponses.NotFound(id) : SubscriptionResponses.Of(changed, subscriptions.Count);
    }
}
