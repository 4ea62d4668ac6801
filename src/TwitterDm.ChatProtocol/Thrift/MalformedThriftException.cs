namespace TwitterDm.ChatProtocol.Thrift;

/// <summary>
/// Bytes that are not what they should be; the only exception that reading an event throws. The message says what is wrong.
/// </summary>
internal sealed class MalformedThriftException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, as a sentence.</param>
    public MalformedThriftException(string message)
        : base(message)
    {
    }
}
