using TwitterDm.Watching.Streaming;

namespace TwitterDm.Watching;

/// <summary>What a stream reports.</summary>
internal abstract record StreamSignal;

/// <summary>It is connected; what happened before has to be polled.</summary>
internal sealed record StreamConnected : StreamSignal;

/// <summary>It was lost, and is connected again as soon as possible.</summary>
internal sealed record StreamLost : StreamSignal;

/// <summary>It cannot be connected, and waiting does not change that.</summary>
/// <param name="Error">Why.</param>
internal sealed record StreamFailed(DmException Error) : StreamSignal;

/// <summary>Something happened.</summary>
/// <param name="Message">What.</param>
internal sealed record StreamEvent(ActivityMessage Message) : StreamSignal;
