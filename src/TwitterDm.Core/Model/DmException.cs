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

    /// <summary>
    /// The same error in another context. Everything is copied from the original; an object initializer replaces what differs.
    /// </summary>
    /// <param name="original">The error.</param>
    /// <param name="message">Another message; the original is then the inner exception. Null to keep the message.</param>
    /// <param name="kind">Another kind; null to keep it.</param>
    internal DmException(DmException original, string? message = null, DmErrorKind? kind = null)
        : base(message ?? original.Message, message is null ? original.InnerException : original)
    {
        Kind = kind ?? original.Kind;
        Reason = original.Reason;
        RecommendedAction = original.RecommendedAction;
        StatusCode = original.StatusCode;
        Request = original.Request;
        TransactionId = original.TransactionId;
        Problem = original.Problem;
        ResetsAtUtc = original.ResetsAtUtc;
        Target = original.Target;
        UncertainMessage = original.UncertainMessage;
        IsNotTried = original.IsNotTried;
        IsWriteFailure = original.IsWriteFailure;
        MayHaveHadEffect = original.MayHaveHadEffect;
    }

    /// <summary>What went wrong.</summary>
    public DmErrorKind Kind { get; }

    /// <summary>The specific case of the kind, where a front end has its own advice for it.</summary>
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

    /// <summary>For a rate limit: when the window ends, in local time, by the API's clock.</summary>
    public DateTime? ResetsAt => ResetsAtUtc?.LocalDateTime;

    /// <summary>What the error is about: a <see cref="DmResumePoint"/> for a listing, otherwise the value that was rejected.</summary>
    public object? Target { get; init; }

    /// <summary>For <see cref="DmErrorKind.SendUncertain"/>: the message as far as it is known; <c>SentAt</c> is when its request started.</summary>
    public DmMessage? UncertainMessage { get; init; }

    /// <summary>For one of several messages: whether it was not attempted, because the error of an earlier message ended the run.</summary>
    public bool IsNotTried { get; init; }

    /// <summary>For <see cref="DmErrorKind.File"/>: whether the file could not be written; otherwise it could not be read, or is not what it should be.</summary>
    public bool IsWriteFailure { get; init; }

    internal DateTimeOffset? ResetsAtUtc { get; init; }

    /// <summary>Whether the request may have taken effect in spite of the error: it was sent, and its outcome is unknown.</summary>
    internal bool MayHaveHadEffect { get; init; }

    /// <summary>An error about a file.</summary>
    internal static DmException BadFile(string message, string action, object? target = null, Exception? cause = null, bool isWrite = false)
        => new(DmErrorKind.File, message, cause) { RecommendedAction = action, Target = target, IsWriteFailure = isWrite };

    /// <summary>An error about a value that was given.</summary>
    internal static DmException BadInput(string message, string action, object? target = null, Exception? cause = null)
        => new(DmErrorKind.InvalidRequest, message, cause) { RecommendedAction = action, Target = target };

    /// <summary>An error about a value that was given, with advice that the front end writes.</summary>
    internal static DmException BadInput(string message, DmErrorReason reason, object? target = null, Exception? cause = null)
        => new(DmErrorKind.InvalidRequest, message, cause) { Reason = reason, Target = target };

    /// <summary>The same error with the position from which a listing can be resumed.</summary>
    internal DmException At(DmResumePoint position) => new(this)
    {
        Target = position,
    };
}
