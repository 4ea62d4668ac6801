namespace TwitterDm.Http;

/// <summary>The vocabulary that the server of a connection accepted last. Thread-safe.</summary>
internal sealed class ServerVocabulary
{
    private volatile FieldVocabulary _current;

    public FieldVocabulary Current
    {
        get => _current;
        set => _current = value;
    }
}
