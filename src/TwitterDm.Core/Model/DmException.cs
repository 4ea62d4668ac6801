using System.Net;

namespace TwitterDm;

/// <summary>
/// The only exception of this library: what went wrong, the API's own description, and what to do next. It never contains a header, a
/// token or the text of a message. Control characters in strings from the network are made visible.
/// </summary>
public sealed class DmException : Exception
{
    /// <summary>Creates an error.</summary>
    /// <param name="kind">What went wrong.</param>
    /// <param name="message">One or two sentences for people, without secrets.</param>
    /// <param name="innerException">The cause; null for none.</param>
    public DmException(DmErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException)
        => Kind = kind;

    /// <summary>What went wrong.</summary>
    public DmErrorKind Kind { get; }

    /// <summary>Which case of the kind it is, where a front end has its own advice for it.</summary>
    public DmErrorReason Reason { get; init; }

    /// <summary>What to do next, in one or two sentences; with a <see cref="Reason"/>, what to do in addition to the front end's advice, if anything.</summary>
    public string? RecommendedAction { get; init; }

    /// <summary>The status of the response, where there was one.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The verb and path of the request, without its query and headers.</summary>
    public string? Request { get; init; }

    /// <summary>X's id of the request (header <c>x-transaction-id</c>), which X's support asks for.</summary>
    public string? TransactionId { get; init; }

    /// <summary>The problem as X described it.</summary>
    public DmProblem? Problem { get; init; }

    /// <summary>For a rate limit: when the window ends by the API's clock.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>What the error is about: a <see cref="DmResumePoint"/> for a listing, else the value that was refused.</summary>
    public object? Target { get; init; }

    /// <summary>For <see cref="DmErrorKind.SendUncertain"/>: the message, as far as it is known; <c>SentAt</c> is when it left.</summary>
    public DmMessage? UncertainMessage { get; init; }

    /// <summary>Whether the request may have had its effect all the same: it was sent, and no response tells what became of it.</summary>
    internal bool MayHaveHadEffect { get; init; }

    /// <summary>An error about a value that was given, or about the file that it names.</summary>
    internal static DmException BadInput(string message, string action, object? target = null, Exception? cause = null)
        => new(DmErrorKind.InvalidRequest, message, cause) { RecommendedAction = action, Target = target };

    /// <summary>An error about a value that was given, with advice that the front end writes.</summary>
    internal static DmException BadInput(string message, DmErrorReason reason, object? target = null, Exception? cause = null)
        => new(DmErrorKind.InvalidRequest, message, cause) { Reason = reason, Target = target };

    /// <summary>The same error with the place from which a listing can go on, and what to do there.</summary>
    internal DmException At(DmResumePoint position, string? advice) => new(Kind, Message, InnerException)
    {
        // A request that is wrong stays wrong: going on is no way out of it.
        RecommendedAction = Kind == DmErrorKind.InvalidRequest ? RecommendedAction : $"{RecommendedAction} {advice}".Trim(),
        StatusCode = StatusCode,
        Request = Request,
        TransactionId = TransactionId,
        Problem = Problem,
        Reason = Reason,
        ResetsAt = ResetsAt,
        Target = position,
    };
}
