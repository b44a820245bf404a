# Gli stessi dati con più regole: il confronto.

simulazione-titolo = Confronto tra regole { $anno }
simulazione-sottotitolo = Scadenza del { $giorno } { $anno }
simulazione-destinatario = Ufficio performance
simulazione-regole-confrontate = Regole confrontate
simulazione-sintesi = Sintesi
    .testo =
        Gli stessi dati, con le regole in vigore (la prima riga) e con le altre. Una simulazione non pubblica niente.
simulazione-obiettivi = Obiettivi
    .prima = Obiettivo
simulazione-persone = Persone
    .prima = Persona
simulazione-regole = Regole
tabella-classi = Obiettivi per classe
    .colonne = Regole | Classe | #Obiettivi
    .vuota = Nessuno.
tabella-medie = Media dell'ente
    .colonne = Regole | #Media | #Obiettivi che cambiano classe
tabella-confronto = { $titolo }
    .colonne = { $prima } | Classe
    .vuota = Nessuno.
    .classe = Classe con { $regole }
    .differenza = #Differenza
tabella-regole-diverse = Le regole che differiscono
    .colonne = Chiave
    .vuota = Le regole sono le stesse.
simulazione-cambiano = { $obiettivi ->
    [one] { $obiettivi } obiettivo cambia classe
   *[other] { $obiettivi } obiettivi cambiano classe
} su { $tutti }
simulazione-riassunto = media dell'ente { $media }; { $classi }
simulazione-premi = premi come { $ruolo }: { $persone ->
    [one] { $persone } persona
   *[other] { $persone } persone
}, in media { $media } punti{ $importo }
simulazione-cambio = { $titolo }: { $prima } { $classe_prima } -> { $dopo } { $classe_dopo } ({ $differenza })
tabella-premi = Premi di ciascun ruolo, secondo le regole
    .colonne = Regole | @Ruolo | #Persone | #Premio medio | #Importo
    .vuota = Nessuna di queste regole dà un premio.
