// Generated from api/openapi.json by `make contract`. Do not edit.

export interface paths {
    "/api/v1/appeals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the appeals that nobody has decided, oldest first */
        get: operations["list-appeals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/artifacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives one artifact with its manifest and links */
        get: operations["get-artifact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/artifacts/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what was said about an artifact, oldest first */
        get: operations["list-comments"];
        put?: never;
        /**
         * Says something about a spot of an artifact
         * @description It is kept with the sub-gigs that sound or stand there.
         */
        post: operations["create-comment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists who did what, newest first
         * @description For operators and auditors. Lines are sealed one behind the other; whoever has all of them can recompute the chain. Commands are written down when they end, and so are looks of operators and auditors at money and at what is known of people, before they are answered: also this one.
         */
        get: operations["list-audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/head": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Says what the audit log ends with
         * @description Keep it elsewhere from time to time: the log cannot be cut short or written anew behind it without being found.
         */
        get: operations["get-audit-head"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Says how far the audits of all projects have come, and what they found */
        get: operations["get-audits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the backups of the instance, newest first
         * @description For operators and auditors.
         */
        get: operations["list-backups"];
        put?: never;
        /**
         * Takes a backup in the background
         * @description One is taken at a time. The list says when it is there, or why it is not.
         */
        post: operations["take-backup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the open calls that one may answer, oldest first */
        get: operations["list-calls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives one delivery with its inspection and reviews */
        get: operations["get-delivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what was said about a delivery, oldest first */
        get: operations["list-delivery-comments"];
        put?: never;
        /**
         * Says something about a delivery, or a spot of it
         * @description Its seller and those who see the whole project read it.
         */
        post: operations["create-delivery-comment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries/{id}/files/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives a short-lived link to a file of a delivery, or to its preview
         * @description Its seller gets the original. Everybody else gets a preview until the seller's money is released, as the plan's vault says; 409 when there is none.
         */
        get: operations["get-delivery-file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries/{id}/files/{name}/previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives short-lived links to the reduced forms of a file */
        get: operations["list-delivery-previews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the notes for the delivery's sub-gig that wait, and those that were sent with a list, oldest first */
        get: operations["list-notes"];
        put?: never;
        /**
         * Notes something to change, for the one list that the producer sends
         * @description It waits until a revision sends it; what is noted after that waits for the next round. Its seller sees it then.
         */
        post: operations["create-note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries/{id}/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decides on a delivery: approve, revise or release */
        post: operations["create-review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries/{id}/stems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the sounds of one delivery, as the review room plays them */
        get: operations["list-delivery-stems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the open disputes of the whole instance, newest first
         * @description For the operator.
         */
        get: operations["list-disputes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dry-runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives one dry run of one's own */
        get: operations["get-dry-run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives one archive, with a link when it is ready */
        get: operations["get-export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives the public keys that work records are verified with
         * @description A JSON Web Key Set.
         */
        get: operations["get-keys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists letters of the instance, newest first
         * @description For the operator. Nothing shows what they say.
         */
        get: operations["list-letters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/letters/{id}/again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has a letter sent once more that failed or is in doubt
         * @description One in doubt may have arrived: then it comes twice.
         */
        post: operations["send-letter-again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Says whose token this is */
        get: operations["get-me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes how one is called and spoken to
         * @description What is not named stays as it is. Results that were built before keep the name they were built with.
         */
        patch: operations["change-me"];
        trace?: never;
    };
    "/api/v1/me/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives the address of one's deadlines for a calendar program
         * @description A new address each time; the one before works no more.
         */
        post: operations["create-calendar"];
        /** Ends the address of one's deadlines */
        delete: operations["delete-calendar"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives everything that is known of oneself
         * @description A zip with a JSON file for each kind of thing: who they are, their profile, tokens without their secrets, offers, deliveries with the hashes of their files, words, earnings, payouts, and their lines of the audit log. Nothing in it is somebody else's.
         */
        post: operations["export-me"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what one was told, newest first, and counts what was not read */
        get: operations["list-notices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/notices/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks notices of one's own as read */
        post: operations["read-notices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/notices/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Says as server-sent events when what one has not read changes
         * @description The event notice names the newest notice that was not read and its kind, and nothing when all were read; ask for the notices then. The stream of a project has it too, so that nobody needs both at a time. What changed before the stream began is not in it. A comment comes every 15 seconds.
         */
        get: operations["stream-notices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/notify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Says how one is told of each kind of notice
         * @description What one has chosen, and the default for the rest. Invitations and links to sign in are sent whatever is chosen.
         */
        get: operations["get-notify"];
        /**
         * Chooses how one is told of kinds of notice, or of classes of them
         * @description What is not named stays as it is. A choice for a kind counts more than one for its class.
         */
        put: operations["set-notify"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/payout-destination": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Says where the caller is paid
         * @description Only the end of the account is shown, to nobody more.
         */
        get: operations["get-payout-destination"];
        /**
         * Names where the caller is paid
         * @description Payouts that the provider was not asked about yet go there, and one that failed is tried again.
         */
        put: operations["put-payout-destination"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/push-subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the browsers that show what one is told, oldest first */
        get: operations["list-push-subscriptions"];
        put?: never;
        /**
         * Lets a browser show what one is told
         * @description It ends with the session in which it is asked for. A browser is one person's: the last who asked.
         */
        post: operations["create-push-subscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/push-subscriptions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Lets a browser show nothing any more */
        delete: operations["remove-push-subscription"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists where you have signed in */
        get: operations["list-sessions"];
        put?: never;
        post?: never;
        /**
         * Signs you out everywhere
         * @description API tokens go on to work.
         */
        delete: operations["revoke-sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one of your sessions at once */
        delete: operations["revoke-session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives a month of a seller's money, over all projects
         * @description A PDF or a CSV. The month is one of the zone given; without one, of the caller's own.
         */
        get: operations["get-my-statement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/work-record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives what one has made as a seller, signed
         * @description Signed, to be kept and shown elsewhere: docs/work-record.md says how it is verified without this server. It names no other seller.
         */
        get: operations["get-my-work-record"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/message-appeals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the appeals about hidden messages that wait for the operator, oldest first */
        get: operations["list-message-appeals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives one message
         * @description Its ETag is what a change names in If-Match.
         */
        get: operations["get-message"];
        put?: never;
        post?: never;
        /**
         * Takes the words and files of one's own message away
         * @description Its place stays, with the answers to it.
         */
        delete: operations["delete-message"];
        options?: never;
        head?: never;
        /**
         * Changes the words of one's own message
         * @description What it said before is kept. Needs If-Match: 428 without it, 412 when the message was changed meanwhile.
         */
        patch: operations["edit-message"];
        trace?: never;
    };
    "/api/v1/messages/{id}/appeal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Appeals to the operator against one's own message being hidden */
        post: operations["appeal-message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/attachments/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives a file that goes with a message
         * @description Always as a file to be saved, whatever is in it.
         */
        get: operations["get-attachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/hide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hides a message, with a reason
         * @description Its author reads the reason and may appeal to the operator, once.
         */
        post: operations["hide-message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what a message said before it was edited, oldest first */
        get: operations["get-message-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/keep": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes the reports of a message: it stands */
        post: operations["keep-message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the answers to a message, oldest first */
        get: operations["list-replies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks those who moderate to look at a message
         * @description Once by each person. Nobody but those who moderate learns of it.
         */
        post: operations["report-message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/ruling": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decides on an appeal about a hidden message */
        post: operations["rule-message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Takes a note away that waits
         * @description One's own, or any for who reviews the work.
         */
        delete: operations["drop-note"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists one's own offers, newest first */
        get: operations["list-offers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/offers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives one offer with its terms */
        get: operations["get-offer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/offers/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes an offer */
        post: operations["accept-offer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/offers/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says no to an offer */
        post: operations["decline-offer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists payouts, newest first
         * @description A seller gets their own, an operator those of everybody.
         */
        get: operations["list-payouts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payouts/{id}/failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that a payout by hand has failed
         * @description Only for payouts whose provider is manual, also for one that was marked as paid and came back. The money is the seller's again, and a new payout is made later.
         */
        post: operations["mark-payout-failed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payouts/{id}/paid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that a payout was made by hand
         * @description Only for payouts whose provider is manual; others are confirmed by their provider.
         */
        post: operations["mark-payout-paid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the roster by handle */
        get: operations["list-people"];
        put?: never;
        /** Adds somebody to the roster */
        post: operations["create-person"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives one person of the roster */
        get: operations["get-person"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/appeals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Appeals against a demotion that is announced
         * @description Within the window, by the person themselves. project_id and seq are those of the demotion.
         */
        post: operations["make-appeal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/appeals/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upholds or dismisses an appeal, once
         * @description When it is upheld, what the demotion came with does not count any more.
         */
        post: operations["decide-appeal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replaces a person by a pseudonym, for ever
         * @description Oneself, or an operator. Their name, handle, e-mail, country, profile, words, tokens, payout destination and the names of their files go; their id stays, for the ledger and the work of others. 409 with the reason while they hold an open sub-gig, are in a dispute, run a project or have money that is not paid out. The answer names what was made before and has their name in it.
         */
        post: operations["erase-person"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives everything that is known of a person
         * @description A zip with a JSON file for each kind of thing: who they are, their profile, tokens without their secrets, offers, deliveries with the hashes of their files, words, earnings, payouts, and their lines of the audit log. Nothing in it is somebody else's.
         */
        post: operations["export-person"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends somebody a letter with a link to sign in
         * @description Nothing is accepted by following it. The link holds for two weeks and works once; the answer does not tell it.
         */
        post: operations["invite-person"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives what is known of a person as a seller */
        get: operations["get-profile"];
        /**
         * Says what a person does as a seller, for what and when
         * @description Everybody writes their own. An operator writes any; a buyer writes those of people who have not yet written theirs.
         */
        put: operations["put-profile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/reel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives what a seller shows of their work */
        get: operations["get-reel"];
        /**
         * Says what a seller shows of their work
         * @description Everybody who may see the profile hears and sees it. What is left out of the request goes.
         */
        put: operations["put-reel"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the API tokens of a person that hold */
        get: operations["list-tokens"];
        put?: never;
        /**
         * Makes an API token for a person
         * @description The answer is the only place where its secret is ever shown; only its SHA-256 is stored.
         */
        post: operations["create-token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/trust": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Says where a seller stands, by published rules
         * @description The person themselves and operators get every event with its effect; the answer can be computed again from itself.
         */
        get: operations["get-trust"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/work-record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives what somebody has made as a seller, signed
         * @description Signed, to be kept and shown elsewhere: docs/work-record.md says how it is verified without this server. It names no other seller. For oneself, and for an operator on their behalf.
         */
        get: operations["get-work-record"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says what a plan amounts to
         * @description Nothing is stored. A plan with faults is answered with a problem that names every one with its path, line and column.
         */
        post: operations["validate-plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the projects one has a part in, newest first */
        get: operations["list-projects"];
        put?: never;
        /**
         * Makes a draft project out of a plan
         * @description The body is the plan, in YAML or JSON; its schema is at /plan.schema.json.
         */
        post: operations["create-project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives one project */
        get: operations["get-project"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answers a question for all whom it concerns: it becomes a part of their briefs
         * @description Each answer makes a new version. Who holds a sub-gig acknowledges it before their next delivery is taken. Who asked is not named.
         */
        post: operations["pin-answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/artifacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists previews and finals, newest first */
        get: operations["list-artifacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/at": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the sub-gigs that sound or stand at a spot of the result
         * @description A seller gets their own.
         */
        get: operations["list-at"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a project: approved work stays paid, everything else is returned */
        post: operations["cancel-project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/credits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Names who made the project
         * @description A seller gets their own lines until the project is completed.
         */
        get: operations["get-credits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/credits/consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Says whether one is named in the public credits of a project
         * @description It can be said before they are public, and changed at any time: what was said last holds from the next reading on.
         */
        put: operations["put-credit-consent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/credits/page": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes the credits of a completed project public
         * @description Everybody who has the address reads them, without signing in. Who has not agreed stands there as a part without a name, and is asked. Credits that are public keep their address.
         */
        post: operations["publish-credits"];
        /**
         * Takes public credits back
         * @description Their address never leads anywhere again.
         */
        delete: operations["withdraw-credits"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the log of a project, oldest first
         * @description A seller gets what concerns them, a member what their role reaches.
         */
        get: operations["list-events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/events/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follows the log of a project as server-sent events
         * @description The id of an event is its sequence number, its name the kind, its data an Event. An id without data moves the place on past events that are not the reader's. The event resync says that the place is too old or unknown: read everything again. The event notice has no id and says that what the reader has not read has changed, as the stream of notices does. A comment comes every 15 seconds.
         */
        get: operations["stream-events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the archives that were made, newest first */
        get: operations["list-exports"];
        put?: never;
        /**
         * Makes an archive of a project: a release, a session of a tool, the whole, or one's own work
         * @description It is made in the background: read it until it is ready. Of the same things there is one, however often it is asked for; one that failed is made anew. Buyer, producer and operators get releases and sessions, those who see the money the whole; a seller gets their own work.
         */
        post: operations["create-export"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/final": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves the final, or asks for it to be built again */
        post: operations["decide-final"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/funds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adds money of the buyer to a project
         * @description The budget grows by as much. It is for a project that was launched and has not ended; the launch funds the budget of the plan by itself.
         */
        post: operations["fund-project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/launch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Starts a draft
         * @description Refused, with a list of what is missing, while a reference file was not sent up.
         */
        post: operations["launch-project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives the money of a project: totals, balances, transactions */
        get: operations["get-ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/ledger/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Recomputes the money of a project and says what is wrong with it
         * @description Every transaction is booked again, the chain of hashes is followed, and the balances, the log and the sub-gigs are held against it.
         */
        get: operations["audit-ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists who has a role in a project that was given to them, oldest first
         * @description Who does not see the whole gets their own.
         */
        get: operations["list-members"];
        put?: never;
        /**
         * Gives somebody a role in a project, or changes how far theirs reaches
         * @description A buyer viewer sees the whole without the ledger. A section lead reviews the deliveries of a section or of named roles. A mentor sees all the work and comments. A guest reviewer sees previews and the deliveries shown to them, and comments. An auditor reads everything. The producer gives the roles that see no money; the buyer gives all.
         */
        post: operations["add-member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/members/{member}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Takes a role away; everybody may give up their own
         * @description It holds from the next request on, and ends open streams.
         */
        delete: operations["remove-member"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stops every clock of a running project
         * @description It goes on by itself at the time that is named.
         */
        post: operations["pause-project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Says where each sub-gig is in the result, or why it is not
         * @description Of the newest final, else of the newest preview, when no artifact is named. A seller gets their own.
         */
        get: operations["list-places"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives the plan of a project */
        get: operations["get-plan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/references": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the references of a project, with links */
        get: operations["list-references"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/references/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Attaches an upload to a reference of a draft */
        put: operations["put-reference"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/replan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts another plan in force while the project runs
         * @description The body is the whole next plan, in YAML or JSON. Refused as a conflict when base_version is not that of the plan in force, and when it changes what sellers have accepted who cannot be asked now. What sellers have accepted stays as it was until they agree to the proposal that each of them gets; the plan then says so in a new version.
         */
        post: operations["replan-project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/replan/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says what another plan would change in a running project
         * @description Nothing is changed. The answer names every difference, whose consent it needs, and its effect on money and dates.
         */
        post: operations["preview-replan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the messages that were reported and not decided about, oldest first */
        get: operations["list-reports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/requirements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what the buyer must supply, with the answers */
        get: operations["list-requirements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/requirements/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Answers a requirement, in a draft and while the project runs
         * @description Sub-gigs that waited for nothing else start at once. An answer can be changed until a sub-gig that works from it has started. A file is sent up first, with the key as requirement; its content must be of a type that is wanted.
         */
        put: operations["answer-requirement"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets every clock run on */
        post: operations["resume-project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/rooms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the rooms of a project that one is in
         * @description One for the whole project and one for each section; nobody makes them. A plan with rooms: off has none.
         */
        get: operations["list-rooms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/rooms/name": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Chooses how one is called by the other sellers of a project
         * @description Buyer and producer see credit name and handle in any case.
         */
        put: operations["choose-name"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/rooms/{room}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists who is in a room, by the names that the reader may know */
        get: operations["list-room-members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/rooms/{room}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what was said in a room, newest first */
        get: operations["list-messages"];
        put?: never;
        /**
         * Says something in a room
         * @description A name behind an @ mentions somebody in the room. One person says at most 30 messages a minute.
         */
        post: operations["say"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Says when everything ends, what slack each sub-gig has and which of them decide
         * @description A forecast from the clocks: everybody takes the whole of theirs, and whoever is asked next accepts.
         */
        get: operations["get-schedule"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/state-hash": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives the hash of everything that is known of a project
         * @description Of all its records, with the hashes of its files and the head of its ledger. Another instance that holds the same project gives the same.
         */
        get: operations["get-state-hash"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives a month of a project's money
         * @description A PDF or a CSV. The month is one of the zone given; without one, of the caller's own. The buyer and operators get the project's, a seller their own part of it.
         */
        get: operations["get-project-statement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/stems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what sounds in a project, as the review room plays it
         * @description Of every sub-gig the delivery that is approved or in review, in the order of the plan. A part may be empty and have a next one.
         */
        get: operations["list-stems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/sub-gigs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists sub-gigs in the order of the plan
         * @description A seller gets those that are theirs or offered to them, a section lead also those they lead.
         */
        get: operations["list-sub-gigs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the webhooks of a project, oldest first */
        get: operations["list-webhooks"];
        put?: never;
        /**
         * Names a program that is told what happens in a project
         * @description From now on, by Standard Webhooks. The secret is in this answer and nowhere else; it is stored encrypted.
         */
        post: operations["create-webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{id}/agree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agrees to what the other side proposed, or answers its question */
        post: operations["agree-to-proposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuses what the other side proposed, or to answer its question */
        post: operations["refuse-proposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a proposal back */
        post: operations["withdraw-proposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public-credits/{secret}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives credits that are public */
        get: operations["get-public-credits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/push-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives the key by which push services of browsers know this instance */
        get: operations["get-push-key"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rankings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives a ranking, computed again from its inputs to see whether it agrees */
        get: operations["get-ranking"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Says how long which data is kept
         * @description For operators and auditors. What is in no class is kept for as long as the instance.
         */
        get: operations["get-retention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roster": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists sellers by handle */
        get: operations["list-roster"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roster.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives a roster as a CSV file
         * @description Importing the file again changes nothing. Cells that a spreadsheet would compute begin with an apostrophe, which the import takes away again.
         */
        get: operations["export-roster"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roster/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes the people of a CSV file as the file says
         * @description The file is taken whole or not at all; every fault is named with its line and column. Who is not in the file stays as they are. The columns kept, tags and note are about your own roster.
         */
        post: operations["import-roster"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roster/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Puts somebody on one's own roster, with a note and tags */
        put: operations["keep-seller"];
        post?: never;
        /** Takes somebody off one's own roster */
        delete: operations["drop-seller"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a letter with a link to sign in
         * @description The answer is the same, and comes as fast, whether the address is known or not.
         */
        post: operations["ask-sign-in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in by the code that stands beside a link
         * @description A code can be tried five times.
         */
        post: operations["use-code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/links/{id}/use": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in by a link, once */
        post: operations["use-link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the session that this request is made with */
        post: operations["sign-out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/splits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cuts a source into pieces that can become sub-gigs */
        post: operations["create-split"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/splits/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives one split of one's own, with links to its pieces */
        get: operations["get-split"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/splits/{id}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Proposes a plan for a split, to be edited
         * @description A project that is created with ?split= has the pieces as its references already.
         */
        get: operations["get-split-plan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives one sub-gig */
        get: operations["get-sub-gig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the applications to a call
         * @description In an audition nobody is named until the choice. A seller gets their own.
         */
        get: operations["list-applications"];
        put?: never;
        /** Applies to a call that the producer chooses from */
        post: operations["apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/brief": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives the brief of a sub-gig with the answers that were pinned to it */
        get: operations["get-brief"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/brief/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that one has read the newest version of a brief */
        post: operations["acknowledge-brief"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a sub-gig that is not wanted any more */
        post: operations["cancel-sub-gig"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/cast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Names more people to ask */
        post: operations["cast-sub-gig"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives a certificate of approved work, by one's credit name
         * @description A PDF. It is made when its seller asks for it, and for nobody else.
         */
        get: operations["get-certificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/choose": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks one person now
         * @description One who applied, or anybody by handle. While somebody else is asked, the one who is chosen comes next.
         */
        post: operations["choose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes an open call: the first has it */
        post: operations["claim-call"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the versions of a sub-gig, oldest first
         * @description A seller gets their own, also when the sub-gig is not theirs any more.
         */
        get: operations["list-deliveries"];
        put?: never;
        /** Submits the next version of a sub-gig's result */
        post: operations["create-delivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/dispute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opens a dispute
         * @description Everything else about the sub-gig stands still. The two sides try to settle it by proposals; then the producer rules, then the operator. Each stage has a clock.
         */
        post: operations["open-dispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/dispute/appeal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a dispute to the next stage before its clock does */
        post: operations["appeal-dispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/dispute/rule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decides a dispute
         * @description The producer's ruling can be appealed until the stage's clock has run out; the operator's stands.
         */
        post: operations["rule-dispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/dry-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Inspects files as if they were delivered
         * @description As often as one likes: nothing follows from it, and nobody else learns of it.
         */
        post: operations["create-dry-run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/extras/{key}/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Orders something that the plan offers besides
         * @description A change order with the price and the time of the plan. It holds when the seller agrees.
         */
        post: operations["order-extra"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/knock-on": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says what more time for a sub-gig does to the others and to the project's date
         * @description Nothing is changed.
         */
        post: operations["get-knock-on"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what was proposed about a sub-gig, newest first */
        get: operations["list-proposals"];
        put?: never;
        /**
         * Asks the other side for something
         * @description A question or a counter-offer stops the offer's clock until it is answered. An extension inside the slack is granted at once.
         */
        post: operations["create-proposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/rank": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ranks sellers for a sub-gig by the published rule
         * @description The ranking is kept with everything it was made of.
         */
        post: operations["rank-sellers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/rating": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rates approved work with 1 to 5 stars, once */
        post: operations["rate-work"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives everything that is known of a sub-gig, with a hash to cite it by
         * @description Offers, deliveries with hashes and inspections, reviews, events, fair clock and ledger, each in the order of time. Whoever was asked for the sub-gig gets their own part; who sees the whole can ask for the part of one seller and gets the same bytes as that seller. Until something happens, the hash stays the same.
         */
        get: operations["get-sub-gig-record"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/references": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives everything a seller works from, with links */
        get: operations["get-sub-gig-references"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a sub-gig from its seller and offers it to the next */
        post: operations["release-sub-gig"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has an approved delivery replaced, for a new price
         * @description What was paid stays paid. Whoever works from the delivery is stale until the producer has chosen; cancelling brings the approved delivery back.
         */
        post: operations["reopen-sub-gig"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/stale": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Chooses what becomes of a sub-gig that was made from a delivery that is being replaced */
        post: operations["resolve-stale"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/step-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leaves a sub-gig one has accepted */
        post: operations["step-out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/takeover-pack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives what the next seller needs to take a sub-gig over, as a zip
         * @description Brief, references, answers, approved upstream deliveries, all versions of all earlier sellers with notes and findings, and every comment and answer to it. Earlier sellers have no names in it, and it has no prices. 409 while nobody has held the sub-gig before. The same state of things gives the same bytes. An answer that is cut off is no zip.
         */
        get: operations["get-takeover-pack"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sub-gigs/{id}/tips": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives the seller of approved work something on top
         * @description It comes from the buyer's pocket, not out of the budget, and there is no fee on it. It clears like what is earned.
         */
        post: operations["give-tip"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists plans to begin with, by name
         * @description The files that their references name are the buyer's to send.
         */
        get: operations["list-templates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends a token at once
         * @description Everybody may end their own; an operator may end any.
         */
        delete: operations["revoke-token"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins an upload, or finds the one that was begun before
         * @description 201 for a new upload, 200 for one with the same fingerprint, which goes on with the parts that are not done.
         */
        post: operations["create-upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives one upload and its parts that have arrived */
        get: operations["get-upload"];
        put?: never;
        post?: never;
        /** Throws an upload away */
        delete: operations["delete-upload"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Joins the parts and reads the whole again
         * @description Answers with the SHA-256 as the server read it, or 409 naming the parts that are missing. It takes as long as the reading takes.
         */
        post: operations["complete-upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{id}/sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives addresses to PUT parts to
         * @description Changes nothing, so it needs no Idempotency-Key. The addresses hold for 15 minutes.
         */
        post: operations["sign-parts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the webhooks of the instance, oldest first */
        get: operations["list-instance-webhooks"];
        put?: never;
        /**
         * Names a program that is told what happens in every project
         * @description For operators. The secret is in this answer and nowhere else; it is stored encrypted.
         */
        post: operations["create-instance-webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/stripe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes what Stripe tells by itself
         * @description Only what is signed by Stripe is taken. The same notice may come again, and in any order.
         */
        post: operations["stripe-notice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives one webhook */
        get: operations["get-webhook"];
        put?: never;
        post?: never;
        /** Ends a webhook and forgets what was sent */
        delete: operations["remove-webhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what was sent and what came back, newest first
         * @description The last thousand are kept.
         */
        get: operations["list-webhook-attempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets a webhook going again
         * @description What it has missed is sent at once, also when it only waits after a failure.
         */
        post: operations["enable-webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a webhook a new secret
         * @description For 24 hours messages are signed with the former one too. The secret is in this answer and nowhere else; it is stored encrypted.
         */
        post: operations["rotate-webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a message of the type webhook.test now
         * @description The answer is what came back.
         */
        post: operations["test-webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Says that this process runs */
        get: operations["live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Says whether this process and what it relies on can work
         * @description 503 when something that cannot be done without is away. Each dependency is named with its state and age.
         */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcknowledgeRequest: {
            /** Format: int64 */
            version: number;
        };
        AnswerRequest: {
            /** @description the answer to a question needs them */
            words?: string;
        };
        Appeal: {
            /** Format: date-time */
            made_at: string;
            person: components["schemas"]["PersonName"];
            project_id: string;
            /** Format: int64 */
            seq: number;
        };
        AppealDecision: {
            project_id: string;
            /**
             * Format: int64
             * @description the line of the project's log, as the demotion names it
             */
            seq: number;
            /** @description true: what the demotion came with does not count; false: it counts */
            uphold: boolean;
        };
        AppealList: {
            items: components["schemas"]["Appeal"][];
        };
        AppealRequest: {
            project_id: string;
            /**
             * Format: int64
             * @description the line of the project's log, as the demotion names it
             */
            seq: number;
        };
        Application: {
            /**
             * Format: int64
             * @description its number among the applications to this sub-gig
             */
            alias: number;
            /**
             * Format: date-time
             * @description absent while the application is blind
             */
            created_at?: string;
            files: components["schemas"]["Link"][];
            id: string;
            seller?: components["schemas"]["PersonName"];
            sub_gig_id: string;
            words?: string;
        };
        ApplicationList: {
            items: components["schemas"]["Application"][];
        };
        ApplicationRequest: {
            /** @description samples, sent up for the sub-gig; an audition needs one */
            upload_ids?: string[];
            words?: string;
        };
        ArchiveFacts: {
            /** Format: int64 */
            bytes: number;
            /** Format: int64 */
            entries: number;
            format: string;
        };
        ArchiveSpec: {
            /**
             * Format: int64
             * @description greatest number of files in it
             */
            max_entries?: number;
        };
        Area: {
            /** Format: double */
            height: number;
            /** Format: double */
            width: number;
            /** Format: double */
            x: number;
            /** Format: double */
            y: number;
        };
        Artifact: {
            /** @description address of the inputs; the same inputs give the same build */
            build: string;
            /** Format: date-time */
            created_at: string;
            /** @description in the answer for one artifact; empty in lists */
            files: components["schemas"]["Link"][];
            id: string;
            /** @enum {string} */
            kind: "preview" | "final";
            /** @description which delivery stands where; in the answer for one artifact */
            manifest?: components["schemas"]["Manifest"];
            /**
             * Format: int64
             * @description how many deliveries are not in it yet
             */
            missing: number;
            project_id: string;
        };
        ArtifactFile: {
            key: string;
            name: string;
            sha256: string;
            /** Format: int64 */
            size_bytes: number;
            type: string;
        };
        ArtifactList: {
            items: components["schemas"]["Artifact"][];
        };
        Attachment: {
            name: string;
            /**
             * Format: int64
             * @description from 1
             */
            number: number;
            sha256: string;
            /** Format: int64 */
            size_bytes: number;
        };
        AudioFacts: {
            /** Format: int64 */
            bit_depth?: number;
            /** Format: int64 */
            channels: number;
            /** Format: int64 */
            clipped_runs: number;
            codec: string;
            /** Format: double */
            correlation?: number;
            /** Format: double */
            drift_ppm?: number;
            format: string;
            /** Format: int64 */
            frames: number;
            /** Format: double */
            lead_silence_seconds: number;
            /** Format: double */
            longest_gap_seconds: number;
            /** Format: double */
            lufs: number;
            marked?: boolean;
            /** Format: double */
            peak_dbfs: number;
            /** Format: int64 */
            sample_rate_hz: number;
            /** Format: double */
            seconds: number;
            /** Format: double */
            start_offset_ms: number;
            /** Format: double */
            tail_silence_seconds: number;
            /** Format: double */
            tempo_bpm?: number;
            /** Format: double */
            true_peak_dbtp: number;
        };
        Audit: {
            /** Format: date-time */
            at: string;
            /** @description empty when all is well */
            findings: components["schemas"]["AuditFinding"][];
            project_id: string;
            /** Format: int64 */
            transactions: number;
        };
        AuditChange: {
            after: string;
            before: string;
            field: string;
        };
        AuditFinding: {
            check: string;
            message: string;
        };
        AuditHead: {
            /** Format: int64 */
            forgotten: number;
            forgotten_hash?: string;
            hash: string;
            /** Format: int64 */
            seq: number;
        };
        AuditLine: {
            /** @description ids */
            about: string[];
            /** @description who; absent when the server did it by its policies, and of a sign-in that was refused */
            actor_id?: string;
            /** @description the network it came from: /24, or /48 for IPv6 */
            address?: string;
            /**
             * Format: date-time
             * @description when it began
             */
            at: string;
            /** @description for whom, when not for oneself */
            behalf_id?: string;
            /** @description settings and permissions before and after; of words their hash */
            changes: components["schemas"]["AuditChange"][];
            /** @description seals the line behind the one before */
            hash: string;
            /** @description as it is called in this document, or the server's own name for it */
            operation: string;
            /** @description in the actor's words, until they are erased */
            reason?: string;
            /** @description sha256 of the reason behind the salt, which is sealed */
            reason_hash?: string;
            request_id?: string;
            /** @description of the hashes of words; erased with the reason */
            salt?: string;
            /**
             * Format: int64
             * @description from 1, without a gap
             */
            seq: number;
            /**
             * Format: int64
             * @description of the answer; 0: a look, written down before it was answered; 599: nobody knows how it ended
             */
            status: number;
            /** @description the token or the session it came with */
            token_id?: string;
        };
        AuditLog: {
            items: components["schemas"]["AuditLine"][];
            /** @description cursor of the next part; absent at the end */
            next?: string;
        };
        AuditSummary: {
            /**
             * Format: int64
             * @description projects that were audited at least once
             */
            audited: number;
            /**
             * Format: date-time
             * @description of the newest audit of each project; absent when there is none
             */
            oldest?: string;
            /**
             * Format: int64
             * @description projects whose log has grown since, or that never were audited
             */
            waiting: number;
            /** @description the newest audits with findings, the latest first */
            wrong: components["schemas"]["Audit"][];
        };
        Backup: {
            /** Format: date-time */
            at: string;
            /**
             * Format: int64
             * @description of all of it; what it shares with another backup takes room once
             */
            bytes: number;
            /**
             * Format: int64
             * @description of the store
             */
            files: number;
            /** @description of its folder */
            name: string;
            /** @description of the program */
            version: string;
        };
        Backups: {
            /**
             * Format: int64
             * @description how often one is taken by itself; 0: only when somebody asks
             */
            every_seconds: number;
            /** @description why the last one was not taken */
            failure?: string;
            items: components["schemas"]["Backup"][];
            /** @description this server takes backups of itself */
            possible: boolean;
            /** @description one is being taken */
            running: boolean;
        };
        Balance: {
            account: string;
            /** Format: int64 */
            minor: number;
        };
        Brief: {
            /**
             * Format: int64
             * @description the newest version that the reader has acknowledged
             */
            acknowledged: number;
            /** @description of the plan, numbered from 1 */
            items: string[];
            /** @description numbered on after the items */
            pinned: components["schemas"]["PinnedAnswer"][];
            sub_gig_id: string;
            /** @description the reader holds the sub-gig and acknowledges the version before the next delivery is taken */
            unread: boolean;
            /**
             * Format: int64
             * @description of the last answer that was pinned; 0 while the brief is that of the plan
             */
            version: number;
        };
        Calendar: {
            /** @description shown once; whoever has it can read the deadlines */
            address: string;
        };
        Call: {
            /** @description the reader has applied */
            applied?: boolean;
            /**
             * Format: date-time
             * @description absent while its clock stands still: the project is paused
             */
            closes_at?: string;
            /** @enum {string} */
            mode: "open_call" | "applications" | "audition";
            /** Format: date-time */
            opened_at: string;
            /** @description samples are sent up for it */
            project_id: string;
            sub_gig_id: string;
            terms: components["schemas"]["OfferTerms"];
        };
        CallList: {
            items: components["schemas"]["Call"][];
            /** @description cursor of the next part; absent at the end */
            next?: string;
        };
        CandidateFacts: {
            /** Format: int64 */
            capacity: number;
            country?: string;
            handle: string;
            /** @description whether they say when they work */
            has_hours: boolean;
            /**
             * Format: int64
             * @description sub-gigs that are theirs and have not ended
             */
            held: number;
            languages: string[];
            /** Format: int64 */
            late: number;
            on_leave: boolean;
            /**
             * Format: int64
             * @description deliveries approved on time
             */
            on_time: number;
            /**
             * Format: int64
             * @description a week in which both work
             */
            overlap_minutes: number;
            /**
             * Format: int64
             * @description approved sub-gigs in projects of the same buyer
             */
            past: number;
            person_id: string;
            roles: components["schemas"]["RoleRate"][];
            /**
             * Format: int64
             * @description 0 to 1000
             */
            score: number;
        };
        CastRequest: {
            /** @description asked one after another */
            handles: string[];
        };
        Choice: {
            /** @description of the kind; not read */
            class?: string;
            /** @description among the notices of the application */
            inside: boolean;
            /** @description a kind of notice, or a class of kinds */
            kind: string;
            /** @enum {string} */
            mail: "now" | "hourly" | "daily" | "weekly" | "never";
            /** @description to the browser, where that is set up */
            push: boolean;
        };
        ChoiceList: {
            items: components["schemas"]["Choice"][];
        };
        ChooseRequest: {
            application_id?: string;
            handle?: string;
        };
        ClockTotals: {
            /** Format: int64 */
            buyer_seconds: number;
            /** @description who is charged now */
            party?: string;
            /** Format: int64 */
            platform_seconds: number;
            /** Format: int64 */
            producer_seconds: number;
            /** Format: int64 */
            seller_seconds: number;
            /** Format: int64 */
            upstream_seconds: number;
        };
        Clocks: {
            /** @description time to answer a question, a counter-offer, an extension or a change order, as 48h */
            answer?: string;
            /** @description time for each stage of a dispute, as 72h */
            dispute?: string;
            /** @description from the warning that a clock has run out to what follows from it, as 48h */
            grace?: string;
            /** @description how long a sub-gig waits for what the buyer supplies or whom the producer names before it is cancelled, as 30d */
            idle?: string;
            /** @description how long an offer stands, as 48h */
            offer?: string;
            /** @description how long changes are gathered before a preview is rebuilt */
            preview?: string;
            /** @description time to review a delivery, as 72h */
            review?: string;
            /** @description time to deliver after accepting, as 7d */
            work?: string;
        };
        CodeUse: {
            /** @description answer with a token instead of setting a cookie: for programs */
            bearer?: boolean;
            /** @description six digits */
            code: string;
            /** @description the e-mail address, or the handle */
            who: string;
        };
        CommentRequest: {
            /**
             * Format: double
             * @description with width
             */
            height?: number;
            /**
             * Format: int64
             * @description page, from 1
             */
            page?: number;
            /** @description file of an archive, or a folder of it */
            path?: string;
            /** @description the message that is answered; answers to one message are its thread */
            reply_to?: string;
            /**
             * Format: int64
             * @description line of a text, row of a table, number of a cue or unit, from 1
             */
            row?: number;
            /**
             * Format: double
             * @description moment of a sound or film
             */
            seconds?: number;
            /** @description plain text; @cello or @handle mentions somebody in the room; no control characters but line feeds and tabs */
            text: string;
            /**
             * Format: double
             * @description with seconds: the end of a stretch
             */
            to_seconds?: number;
            /** @description completed uploads of one's own with attachment: true */
            upload_ids?: string[];
            /**
             * Format: double
             * @description with x, y and height: an area of the picture
             */
            width?: number;
            /**
             * Format: double
             * @description with y: a point of the picture, as a part of its width from the left
             */
            x?: number;
            /**
             * Format: double
             * @description with x: a part of its height from the top
             */
            y?: number;
        };
        Consent: {
            key: string;
            /** @enum {string} */
            kind: "change_order" | "cancellation";
            /**
             * Format: int64
             * @description change_order: how much more they get, negative when less; cancellation: what they keep
             */
            minor: number;
            seller: components["schemas"]["PersonName"];
            sub_gig_id: string;
            /**
             * Format: int64
             * @description change_order: how much more time they get
             */
            time_seconds?: number;
            /** @description as they read it */
            words: string;
        };
        Converted: {
            /** Format: date-time */
            expires_at: string;
            /** @description file name for people */
            name: string;
            /** @description name of the file that it was made of */
            of: string;
            /** @description a reduced form; the original waits in the vault until its seller's money is released */
            preview?: boolean;
            /** @description hex; the reader verifies it; empty for a preview */
            sha256: string;
            /** Format: int64 */
            size_bytes: number;
            /** @description media type */
            type: string;
            /** @description signed address; no token is sent to it */
            url: string;
        };
        Credit: {
            country: string;
            name: string;
            role: string;
        };
        CreditConsentRequest: {
            /** @description to stand in the public credits by name and country; else one's parts stand there without them */
            agrees: boolean;
        };
        CreditLine: {
            /** @description to be named in public; left out while they have not said, and for who sees neither the whole project nor their own part */
            agrees?: boolean;
            country?: string;
            name: string;
            /** @description the caller made it */
            own: boolean;
            role: string;
            sub_gig_id: string;
            title: string;
        };
        CreditList: {
            /** Format: int64 */
            countries: number;
            items: components["schemas"]["CreditLine"][];
            /** @description where everybody reads them, while they are public */
            public?: components["schemas"]["CreditPage"];
        };
        CreditPage: {
            address: string;
            /** Format: date-time */
            created_at: string;
        };
        Cut: {
            /** @description the piece itself */
            file: components["schemas"]["DeliveryFile"];
            /**
             * Format: int64
             * @description first unit, from 0
             */
            from: number;
            /** @description what is in the piece and must come back, by name */
            inventory?: string[];
            /** @description short name, unique among the cuts */
            key: string;
            /** @description where it stands in the result */
            place?: components["schemas"]["Place"];
            /** @description what the piece is called, for people */
            title: string;
            /**
             * Format: int64
             * @description unit after the last
             */
            to: number;
        };
        Declaration: {
            /** @description what in it was made by generative tools, and by which */
            generated?: string;
            /** @description what in it is not the seller's own */
            material?: components["schemas"]["Material"][];
        };
        DeclineRequest: {
            /** @description free words for the producer */
            note?: string;
            /** @enum {string} */
            reason: "busy" | "price" | "dates" | "style" | "other";
        };
        Delivery: {
            /** @description what its seller says of the rights to it; absent when nothing was said */
            declaration?: components["schemas"]["Declaration"];
            files: components["schemas"]["DeliveryFile"][];
            id: string;
            /** @description absent until the machine has judged */
            inspection?: components["schemas"]["Inspection"];
            note?: string;
            project_id: string;
            /** @description decided reviews, oldest first; empty in lists */
            reviews: components["schemas"]["Review"][];
            seller_id: string;
            /** @enum {string} */
            state: "submitted" | "rejected" | "in_review" | "revised" | "approved" | "withdrawn" | "replaced";
            sub_gig_id: string;
            /** Format: date-time */
            submitted_at: string;
            /** Format: int64 */
            version: number;
        };
        DeliveryFile: {
            name: string;
            sha256: string;
            /** Format: int64 */
            size_bytes: number;
            type: string;
        };
        DeliveryList: {
            items: components["schemas"]["Delivery"][];
        };
        DeliveryRequest: {
            /** @description what the seller says of the rights to it; needed where the plan has a licence, and empty when all of it is their own work */
            declaration?: components["schemas"]["Declaration"];
            /** @description words for the reviewer */
            note?: string;
            upload_ids: string[];
        };
        Demotion: {
            /** Format: date-time */
            announced_at: string;
            /** Format: date-time */
            holds_at: string;
            project_id: string;
            reason: string;
            /**
             * Format: int64
             * @description of the event it came with, in the project's log
             */
            seq: number;
            to: string;
        };
        Dependency: {
            /**
             * Format: double
             * @description since it was last seen to answer; -1 when never
             */
            age_seconds: number;
            /** @enum {string} */
            name: "records" | "objects" | "process" | "live";
            required: boolean;
            /** @enum {string} */
            state: "ok" | "away";
        };
        Destination: {
            /** @description the end of the account; absent when none was named */
            account?: string;
            /** @description the operator pays by hand: there is nothing to name here */
            by_hand: boolean;
            provider: string;
            /** Format: date-time */
            updated_at?: string;
        };
        DestinationRequest: {
            /** @description as the provider names it: the id of a connected Stripe account, acct_... */
            account: string;
        };
        Difference: {
            /** @description who holds the sub-gig or has its offer */
            affects?: components["schemas"]["PersonName"];
            /** @description as people read it */
            after?: string;
            /** @description as people read it */
            before?: string;
            /** @description it happens only with their consent */
            consent: boolean;
            /**
             * Format: int64
             * @description how much more is held for it once its seller has consented
             */
            hold_minor?: number;
            /** @description of the sub-gig; absent for the whole project */
            key?: string;
            /** @enum {string} */
            kind: "added" | "merged" | "dropped" | "split" | "renamed" | "repriced" | "rebriefed" | "respecced" | "reclocked" | "revisions" | "rewired" | "recast" | "references" | "placed" | "reordered" | "options" | "retitled" | "recipe" | "budget" | "due";
            /** @description where it stands in the plan, as sub_gigs[3].price */
            path: string;
            /**
             * Format: int64
             * @description how much more the sub-gig costs
             */
            price_minor?: number;
            /** @description keys of those that take its place */
            replaced_by?: string[];
            /** @description keys of dropped sub-gigs whose place it takes */
            replaces?: string[];
            /** @description where the sub-gig stands */
            state?: string;
            /** @description absent for the whole project and for what is added */
            sub_gig_id?: string;
        };
        Dispute: {
            id: string;
            /** @enum {string} */
            opened_by: "seller" | "producer" | "platform";
            /** @enum {string} */
            ruling_outcome?: "recast" | "cancel" | "approve" | "resume";
            /**
             * Format: int64
             * @description of the producer's ruling, while it can be appealed
             */
            ruling_share_minor?: number;
            /** @enum {string} */
            stage: "direct" | "producer" | "operator";
            /** Format: date-time */
            stage_ends_at?: string;
        };
        DisputeRequest: {
            /** @description what it is about */
            words: string;
        };
        DryRun: {
            /** Format: date-time */
            created_at: string;
            id: string;
            /** @description when done */
            inspection?: components["schemas"]["Inspection"];
            /** @description why there are no findings, when refused or failed */
            problem?: string;
            /** @enum {string} */
            state: "working" | "done" | "refused" | "failed";
            sub_gig_id: string;
        };
        DryRunRequest: {
            /** @description completed uploads for this sub-gig */
            upload_ids: string[];
        };
        EditRequest: {
            text: string;
        };
        Entry: {
            /** Format: double */
            aligned_ms?: number;
            awaited?: string;
            cell?: components["schemas"]["Area"];
            credit: components["schemas"]["Credit"];
            delivery_id?: string;
            files?: components["schemas"]["FileFacts"][];
            /** Format: int64 */
            from_page?: number;
            /**
             * Format: int64
             * @description line of the first text of the result, row of a table, number of a cue or unit
             */
            from_row?: number;
            /** Format: double */
            from_seconds?: number;
            key: string;
            paths?: string[];
            place: components["schemas"]["Place"];
            role: string;
            state?: string;
            sub_gig_id: string;
            title: string;
            /**
             * Format: int64
             * @description the page behind its last
             */
            to_page?: number;
            /**
             * Format: int64
             * @description the row behind its last
             */
            to_row?: number;
            /** Format: double */
            to_seconds?: number;
            /** Format: int64 */
            version?: number;
        };
        Erasure: {
            /** @description archives that were made before, of projects they had a part in; they name them still, here and wherever they were taken */
            exports: string[];
            /** @description the pseudonym */
            person: components["schemas"]["Person"];
            /** @description results whose files were built with their name in the credits */
            results: string[];
        };
        ErasureRequest: {
            /** @description who asks for it and why; it stands in the audit log, but for the words of who erases themselves */
            reason: string;
        };
        Event: {
            actor_id?: string;
            artifact_id?: string;
            /** Format: date-time */
            at: string;
            delivery_id?: string;
            /** @description a code word, such as a decline reason */
            detail?: string;
            /** @description as offer.accepted */
            kind: string;
            offer_id?: string;
            project_id: string;
            proposal_id?: string;
            /**
             * Format: int64
             * @description place in the project's log, from 1
             */
            seq: number;
            sub_gig_id?: string;
        };
        EventList: {
            items: components["schemas"]["Event"][];
            /**
             * Format: int64
             * @description ask for what comes after this; it moves on even when the reader may see nothing of it
             */
            last: number;
            /** @description there is more already */
            more: boolean;
        };
        Evidence: {
            /** @description numbered from 1; revisions cite the numbers */
            brief: string[];
            buyer_id: string;
            currency: string;
            deliveries: components["schemas"]["EvidenceDelivery"][];
            /** @description what a delivery must be */
            delivery: components["schemas"]["Spec"];
            events: components["schemas"]["EvidenceEvent"][];
            /** @description tutti-record-1 */
            format: string;
            key: string;
            offers: components["schemas"]["EvidenceOffer"][];
            /** @description the seller whose part of the record it is; the whole when absent */
            part?: string;
            producer_id: string;
            project_id: string;
            /** @description what the buyer supplied for it */
            requirements: components["schemas"]["EvidenceRequirement"][];
            reviews: components["schemas"]["EvidenceReview"][];
            role: string;
            /** @description how the sub-gig stands; absent in the part of somebody who does not hold it */
            standing?: components["schemas"]["EvidenceStanding"];
            sub_gig_id: string;
            title: string;
            /** @description of the ledger */
            transactions: components["schemas"]["EvidenceTransaction"][];
        };
        EvidenceClock: {
            /** Format: int64 */
            buyer_us?: number;
            /** Format: date-time */
            charged_until?: string;
            /** @description who is charged from then on */
            party?: string;
            /** Format: int64 */
            platform_us?: number;
            /** Format: int64 */
            producer_us?: number;
            /** Format: int64 */
            seller_us?: number;
            /** Format: int64 */
            upstream_us?: number;
        };
        EvidenceDelivery: {
            declaration?: components["schemas"]["Declaration"];
            files: components["schemas"]["DeliveryFile"][];
            id: string;
            inspection?: components["schemas"]["Inspection"];
            note?: string;
            seller_id: string;
            state: string;
            /** Format: date-time */
            submitted_at: string;
            /** Format: int64 */
            version: number;
        };
        EvidenceEvent: {
            actor_id?: string;
            artifact_id?: string;
            /** Format: date-time */
            at?: string;
            delivery_id?: string;
            detail?: string;
            kind: string;
            offer_id?: string;
            proposal_id?: string;
            /** Format: int64 */
            seq: number;
            sub_gig_id?: string;
        };
        EvidenceOffer: {
            /** Format: date-time */
            answered?: string;
            /** Format: date-time */
            expires?: string;
            id: string;
            /** Format: date-time */
            made?: string;
            note?: string;
            /** Format: int64 */
            price: number;
            /** Format: int64 */
            questions?: number;
            reason?: string;
            seller_id: string;
            state: string;
            sub_gig_id: string;
            /** Format: int64 */
            work_for: number;
        };
        EvidenceRequirement: {
            actor_id: string;
            /** Format: date-time */
            at: string;
            file?: components["schemas"]["DeliveryFile"];
            key: string;
            title: string;
            value?: string;
        };
        EvidenceReview: {
            /** Format: date-time */
            at: string;
            decision: string;
            delivery_id: string;
            id: string;
            notes: components["schemas"]["Note"][];
            reviewer_id: string;
        };
        EvidenceStanding: {
            /**
             * Format: int64
             * @description the seller's own time agreed on, in microseconds
             */
            agreed_us?: number;
            clock: components["schemas"]["EvidenceClock"];
            /** Format: int64 */
            price_minor: number;
            /** Format: int64 */
            revisions_included: number;
            /** Format: int64 */
            revisions_used: number;
            seller_id?: string;
            state: string;
            /**
             * Format: int64
             * @description of the latest delivery
             */
            version?: number;
            /**
             * Format: int64
             * @description the seller's own time so far, in microseconds, up to charged_until
             */
            worked_us?: number;
        };
        EvidenceTransaction: {
            /** Format: date-time */
            at: string;
            entries: components["schemas"]["LedgerEntry"][];
            key: string;
            kind: string;
        };
        Export: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            ended_at?: string;
            /** @description when it is ready; of one export, not in lists */
            file?: components["schemas"]["Link"];
            id: string;
            kind: string;
            project_id: string;
            /** @description why it failed */
            reason?: string;
            state: string;
        };
        ExportList: {
            items: components["schemas"]["Export"][];
        };
        ExportRequest: {
            /** @enum {string} */
            kind: "release" | "session-dawproject" | "session-reaper" | "session-otio" | "archive" | "work";
        };
        Extra: {
            key: string;
            /**
             * Format: int64
             * @description what the seller earns in addition
             */
            price_minor: number;
            /**
             * Format: int64
             * @description time that is added
             */
            time_seconds?: number;
            title: string;
        };
        FailedRequest: {
            /** @enum {string} */
            reason: "account_closed" | "wrong_account" | "refused_by_bank" | "returned" | "other";
        };
        FileFacts: {
            archive?: components["schemas"]["ArchiveFacts"];
            audio?: components["schemas"]["AudioFacts"];
            /** Format: int32 */
            crc32: number;
            image?: components["schemas"]["ImageFacts"];
            name: string;
            pcm?: string;
            pdf?: components["schemas"]["PDFFacts"];
            peaks?: string;
            previews?: string[];
            sha256: string;
            /** Format: int64 */
            size_bytes: number;
            subtitles?: components["schemas"]["SubtitleFacts"];
            table?: components["schemas"]["TableFacts"];
            text?: components["schemas"]["TextFacts"];
            translation?: components["schemas"]["TranslationFacts"];
            type: string;
            video?: components["schemas"]["VideoFacts"];
        };
        FinalRequest: {
            /** @description the final that is decided on; left out when it is to be built again after it could not be */
            artifact_id?: string;
            /** @enum {string} */
            decision: "approve" | "rebuild";
        };
        Finding: {
            /** @description the part of a page or picture */
            area?: components["schemas"]["Area"];
            /** @description what else names the place: a heading, the id of a unit, a path in an archive */
            at?: string;
            /** @description stable name, as duration_short */
            code: string;
            /** @description name of the file within the delivery */
            file?: string;
            /** @description how to put it right */
            fix?: string;
            /**
             * Format: double
             * @description where it starts, in seconds
             */
            from_seconds?: number;
            /** @description the fact and the limit, for a person */
            message: string;
            /**
             * Format: int64
             * @description page, from 1
             */
            page?: number;
            /**
             * Format: int64
             * @description line of a text, row of a table or number of a cue, from 1
             */
            row?: number;
            /** @enum {string} */
            severity: "block" | "warn" | "info";
            /**
             * Format: double
             * @description where it ends, in seconds
             */
            to_seconds?: number;
        };
        FundRequest: {
            /**
             * Format: int64
             * @description in minor units of the project's currency
             */
            minor: number;
        };
        Health: {
            dependencies: components["schemas"]["Dependency"][];
            /**
             * @description degraded: only what may be lost is away
             * @enum {string}
             */
            status: "ok" | "degraded" | "away";
            version: string;
        };
        ImageFacts: {
            colour_space: string;
            /** Format: double */
            dpi?: number;
            format: string;
            /** Format: int64 */
            height_px: number;
            /** Format: int64 */
            orientation?: number;
            /** Format: int64 */
            width_px: number;
        };
        ImageSpec: {
            /** @description allowed colour spaces: rgb, grey, cmyk */
            colour_spaces?: string[];
            /**
             * Format: double
             * @description least resolution in dots per inch at the size of print, or as the file says when no size is given
             */
            min_dpi?: number;
            /**
             * Format: int64
             * @description least height in pixels, as shown
             */
            min_height?: number;
            /**
             * Format: int64
             * @description least width in pixels, as shown
             */
            min_width?: number;
            /**
             * Format: double
             * @description height of print in millimetres
             */
            print_height_mm?: number;
            /**
             * Format: double
             * @description width of print in millimetres
             */
            print_width_mm?: number;
        };
        Input: {
            awaited?: string;
            credit: components["schemas"]["Credit"];
            delivery_id?: string;
            files?: components["schemas"]["FileFacts"][];
            key: string;
            place: components["schemas"]["Place"];
            role: string;
            state?: string;
            sub_gig_id: string;
            title: string;
            /** Format: int64 */
            version?: number;
        };
        Inspection: {
            delivery_id: string;
            files: components["schemas"]["FileFacts"][];
            findings: components["schemas"]["Finding"][];
            passed: boolean;
            tools: string[];
        };
        Invitation: {
            /**
             * Format: date-time
             * @description when its link stops working
             */
            expires_at: string;
            person_id: string;
        };
        InvitationRequest: {
            /** @description the project that the letter invites to; Tutti itself when left out */
            project_id?: string;
        };
        KeepRequest: {
            note?: string;
            /** @description 1 to 40 characters each, without a semicolon */
            tags?: string[];
        };
        Kept: {
            /** Format: date-time */
            at: string;
            note?: string;
            tags: string[];
        };
        Key: {
            /** @description EdDSA */
            alg: string;
            /** @description Ed25519 */
            crv: string;
            /** @description its thumbprint (RFC 7638) */
            kid: string;
            /** @description OKP */
            kty: string;
            /** @description sig */
            use: string;
            /** @description the key in base64url */
            x: string;
        };
        KeySet: {
            keys: components["schemas"]["Key"][];
        };
        KnockOn: {
            /**
             * Format: date-time
             * @description end of the plan's due date where the buyer is
             */
            due_at?: string;
            /** Format: int64 */
            extra_seconds: number;
            /**
             * Format: date-time
             * @description of the sub-gig, with the extra time
             */
            finish_after_at: string;
            /**
             * Format: date-time
             * @description of the sub-gig, as it stands
             */
            finish_before_at: string;
            /** @description the extra time is inside the slack: no date that was promised moves */
            fits: boolean;
            /** @description which ones, and by how much; only for who sees the whole */
            moves?: components["schemas"]["Move"][];
            /**
             * Format: int64
             * @description how many dependent sub-gigs move
             */
            others: number;
            /** Format: date-time */
            project_after_at: string;
            /** Format: date-time */
            project_before_at: string;
            sub_gig_id: string;
            /** @description the reader's time zone, in which the times are written */
            zone: string;
        };
        KnockOnRequest: {
            /**
             * Format: int64
             * @description more time to work; at most two years
             */
            extra_seconds: number;
        };
        Leave: {
            /** Format: date-time */
            from: string;
            /**
             * Format: date-time
             * @description the first moment after it
             */
            to: string;
        };
        Ledger: {
            /** @description funded + loss = reserve + held + released + fee + refunded */
            balanced: boolean;
            /** @description by account */
            balances: components["schemas"]["Balance"][];
            currency: string;
            /** @description cursor of the next transactions; absent at the end */
            next?: string;
            project_id: string;
            totals: components["schemas"]["Totals"];
            /** @description oldest first */
            transactions: components["schemas"]["Transaction"][];
        };
        LedgerEntry: {
            account: string;
            /** Format: int64 */
            minor: number;
        };
        Letter: {
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            due_at: string;
            /** Format: date-time */
            ended_at?: string;
            id: string;
            kind: string;
            person_id: string;
            problem?: string;
            /** @enum {string} */
            state: "waiting" | "handed" | "sent" | "failed" | "in_doubt" | "moot";
            /** Format: int64 */
            tries: number;
        };
        LetterList: {
            items: components["schemas"]["Letter"][];
            next?: string;
        };
        Licence: {
            /** @description what the terms are called: an SPDX identifier such as CC-BY-4.0, or words such as All rights to the buyer */
            name: string;
            /** @description the terms themselves, where the name alone does not say them */
            text?: string;
        };
        Link: {
            /** Format: date-time */
            expires_at: string;
            /** @description file name for people */
            name: string;
            /** @description a reduced form; the original waits in the vault until its seller's money is released */
            preview?: boolean;
            /** @description hex; the reader verifies it; empty for a preview */
            sha256: string;
            /** Format: int64 */
            size_bytes: number;
            /** @description media type */
            type: string;
            /** @description signed address; no token is sent to it */
            url: string;
        };
        LinkList: {
            items: components["schemas"]["Link"][];
        };
        LinkUse: {
            /** @description answer with a token instead of setting a cookie: for programs */
            bearer?: boolean;
            /** @description what stands behind the point in the link's address */
            secret: string;
        };
        Live: {
            status: string;
            version: string;
        };
        Manifest: {
            arch: string;
            artifact_id: string;
            credits: components["schemas"]["Credit"][];
            entries: components["schemas"]["Entry"][];
            files: components["schemas"]["ArtifactFile"][];
            kind: string;
            /** Format: double */
            lufs?: number;
            missing: components["schemas"]["Input"][];
            project_id: string;
            recipe: components["schemas"]["Recipe"];
            remarks?: components["schemas"]["Finding"][];
            /** Format: double */
            seconds?: number;
            source?: components["schemas"]["DeliveryFile"];
            title: string;
            tools: string[];
            /** Format: double */
            true_peak_dbtp?: number;
        };
        Material: {
            /** @description who made it */
            by?: string;
            /** @description by what right it is used: an SPDX identifier such as CC0-1.0, or words such as public domain */
            licence: string;
            /** @description https address where it was found */
            source?: string;
            /** @description what it is */
            title: string;
        };
        Me: {
            country?: string;
            /** Format: date-time */
            created_at: string;
            email?: string;
            handle: string;
            id: string;
            /** @description that was chosen to be spoken to in */
            language?: string;
            /** @description BCP 47 tags, the best first: the chosen one, then those of the profile */
            languages?: string[];
            name: string;
            /** @description how the name is said */
            pronunciation?: string;
            roles: string[];
            /** @description what the token may be used for; everything the person may do when left out */
            scopes?: string[];
            /** @description the session, when it was made with one */
            session_id?: string;
            /** @description the token this request was made with */
            token_id?: string;
            zone?: string;
        };
        MeRequest: {
            /** @description of pages and letters: en, de, es or ar; empty takes the choice back */
            language?: string;
            /** @description credit name */
            name?: string;
            /** @description how the name is said; empty takes it away */
            pronunciation?: string;
        };
        Member: {
            /** Format: date-time */
            added_at: string;
            added_by_id: string;
            /** @description that are shown to a guest reviewer */
            delivery_ids?: string[];
            id: string;
            person: components["schemas"]["PersonName"];
            project_id: string;
            /** @enum {string} */
            role: "buyer_viewer" | "section_lead" | "mentor" | "guest_reviewer" | "auditor";
            /** @description whose sub-gigs a section lead leads */
            roles?: string[];
            /**
             * Format: int64
             * @description that a section lead leads
             */
            section?: number;
        };
        MemberList: {
            items: components["schemas"]["Member"][];
        };
        MemberRequest: {
            /** @description of a guest reviewer: the deliveries that are shown to them */
            delivery_ids?: string[];
            handle: string;
            /** @enum {string} */
            role: "buyer_viewer" | "section_lead" | "mentor" | "guest_reviewer" | "auditor";
            /** @description of a section lead: the roles whose sub-gigs they lead, beside the section */
            roles?: string[];
            /**
             * Format: int64
             * @description of a section lead, from 0
             */
            section?: number;
        };
        Message: {
            artifact_id?: string;
            attachments: components["schemas"]["Attachment"][];
            author: components["schemas"]["Speaker"];
            /** @description as author.person_id */
            author_id?: string;
            /** Format: date-time */
            created_at: string;
            deleted: boolean;
            delivery_id?: string;
            edited: boolean;
            /** Format: date-time */
            edited_at?: string;
            /** @description by those who moderate */
            hidden: boolean;
            id: string;
            mentions: components["schemas"]["Speaker"][];
            /** @description for the author and those who moderate */
            moderation?: components["schemas"]["Moderation"];
            project_id: string;
            /** @description the message that begins the thread */
            reply_to?: string;
            room?: string;
            /** @description empty: all of it */
            spot: components["schemas"]["Spot"];
            /** @description that sound or stand at the spot of an artifact */
            sub_gig_ids: string[];
            /** @description plain text, empty when deleted or hidden; mentions stand as the reader may know the people */
            text: string;
            /** @description in the answer to who wrote it: names behind an @ of which nobody here has one */
            unknown_mentions?: string[];
            /**
             * Format: int64
             * @description from 1; the ETag, and what If-Match names
             */
            version: number;
        };
        MessageAppealRequest: {
            words: string;
        };
        MessageHistory: {
            items: components["schemas"]["MessageText"][];
        };
        MessageList: {
            items: components["schemas"]["Message"][];
            /** @description cursor of the next part; absent at the end */
            next?: string;
        };
        MessageRequest: {
            /** @description the message that is answered; answers to one message are its thread */
            reply_to?: string;
            /** @description plain text; @cello or @handle mentions somebody in the room; no control characters but line feeds and tabs */
            text: string;
            /** @description completed uploads of one's own with attachment: true */
            upload_ids?: string[];
        };
        MessageRulingRequest: {
            reason: string;
            /** @description true: the message is there for everybody again */
            uphold: boolean;
        };
        MessageText: {
            /**
             * Format: date-time
             * @description when it was written
             */
            at: string;
            text: string;
            /** Format: int64 */
            version: number;
        };
        Moderation: {
            appeal?: string;
            /** Format: date-time */
            appealed_at?: string;
            /** Format: date-time */
            at: string;
            /** @description the reader may appeal, once */
            may_appeal?: boolean;
            reason: string;
            /** Format: date-time */
            ruled_at?: string;
            /** @description the operator's reason */
            ruling?: string;
        };
        Move: {
            /** Format: int64 */
            by_seconds: number;
            /** Format: date-time */
            finish_after_at: string;
            /** Format: date-time */
            finish_before_at: string;
            key: string;
            /** Format: date-time */
            start_after_at: string;
            /** Format: date-time */
            start_before_at: string;
            sub_gig_id: string;
            title: string;
        };
        Note: {
            /** @description the part of a page or picture */
            area?: components["schemas"]["Area"];
            /**
             * Format: int64
             * @description number of the brief item, from 1
             */
            brief_item?: number;
            /** @description what was drawn on a page or picture to show it */
            drawing?: number[][];
            /** @description name of the file within the delivery */
            file?: string;
            /** Format: double */
            from_seconds?: number;
            /**
             * Format: int64
             * @description page, from 1
             */
            page?: number;
            /**
             * Format: int64
             * @description line of a text, from 1
             */
            row?: number;
            text: string;
            /** Format: double */
            to_seconds?: number;
        };
        Notice: {
            /** Format: date-time */
            at: string;
            /** @description a code word, as in the log */
            detail?: string;
            id: string;
            kind: string;
            /** @description where it leads, as /sub-gigs/... */
            page: string;
            project_id?: string;
            /** Format: date-time */
            read_at?: string;
            sub_gig_id?: string;
            /** @description one line, in the reader's language */
            text: string;
        };
        NoticeList: {
            items: components["schemas"]["Notice"][];
            next?: string;
            /**
             * Format: int64
             * @description how many there are in all that were not read
             */
            unread: number;
        };
        NoticesRead: {
            ids?: string[];
            /** @description this one and all before it */
            up_to?: string;
        };
        Offer: {
            /** Format: date-time */
            answered_at?: string;
            /** Format: date-time */
            expires_at: string;
            id: string;
            /** Format: date-time */
            made_at: string;
            /** @description free words given with a decline */
            note?: string;
            project_id: string;
            reason?: string;
            seller_id: string;
            /** @enum {string} */
            state: "open" | "queued" | "accepted" | "declined" | "expired" | "withdrawn";
            /** @description it does not expire for now: the project is paused, or a question or counter-offer is not answered */
            stopped?: boolean;
            sub_gig_id: string;
            /** @description what is offered; in lists of offers and the answer for one offer */
            terms?: components["schemas"]["OfferTerms"];
        };
        OfferList: {
            items: components["schemas"]["Offer"][];
            /** @description cursor of the next part; absent at the end */
            next?: string;
        };
        OfferTerms: {
            brief: string[];
            currency: string;
            delivery: components["schemas"]["Spec"];
            /**
             * Format: int64
             * @description what the platform keeps of the price
             */
            fee_minor: number;
            /** @description what may be done with the work, accepted with the offer */
            licence?: components["schemas"]["Licence"];
            /** Format: int64 */
            price_minor: number;
            project_title: string;
            /** Format: int64 */
            revisions_included: number;
            role: string;
            title: string;
            /** Format: int64 */
            work_for_seconds: number;
        };
        PDFFacts: {
            bookmarks?: string[];
            fonts?: string[];
            /** Format: double */
            height_mm: number;
            /** Format: int64 */
            pages: number;
            title?: string;
            version: string;
            /** Format: double */
            width_mm: number;
        };
        PDFSpec: {
            /** @description every font must be embedded */
            embedded_fonts?: boolean;
            /**
             * Format: int64
             * @description greatest number of pages
             */
            max_pages?: number;
            /**
             * Format: int64
             * @description least number of pages
             */
            min_pages?: number;
            /** @description size of every page: A3, A4, A5, A6, Letter, Legal, or millimetres as 170x240 */
            page_size?: string;
        };
        PaidRequest: {
            /** @description how the transfer can be found again: the bank's number or text */
            reference: string;
        };
        PauseRequest: {
            /**
             * Format: date-time
             * @description when it goes on by itself; at most 90 days from now
             */
            until: string;
        };
        Payout: {
            /** Format: int64 */
            amount_minor: number;
            /**
             * Format: int64
             * @description what of the amount came back
             */
            back_minor?: number;
            currency: string;
            /**
             * Format: date-time
             * @description when it was paid, or failed
             */
            ended_at?: string;
            id: string;
            /** Format: date-time */
            made_at: string;
            /**
             * Format: int64
             * @description of this seller in this project, from 1
             */
            number: number;
            project_id: string;
            /** @description who sends it; manual: the operator */
            provider: string;
            /** @description why it failed, a word of the provider */
            reason?: string;
            /** @description how the provider, or the operator, calls the transfer */
            reference?: string;
            seller: components["schemas"]["PersonName"];
            /** Format: date-time */
            sent_at?: string;
            /** @description pending: not known to be sent; sent: the provider has taken it; paid: confirmed; failed: the money is the seller's again */
            state: string;
            /** @description the end of the account it goes to */
            to?: string;
        };
        PayoutList: {
            items: components["schemas"]["Payout"][];
            /** @description cursor of the next part; absent at the end */
            next?: string;
        };
        Person: {
            country?: string;
            /** Format: date-time */
            created_at: string;
            email?: string;
            handle: string;
            id: string;
            name: string;
            /** @description how the name is said */
            pronunciation?: string;
            roles: string[];
            zone?: string;
        };
        PersonList: {
            items: components["schemas"]["Person"][];
            /** @description cursor of the next part; absent at the end */
            next?: string;
        };
        PersonName: {
            country?: string;
            handle?: string;
            id: string;
            name?: string;
            /** @description IANA time zone: what the clock says where they are */
            zone?: string;
        };
        PersonRequest: {
            /** @description ISO 3166-1 alpha-2, as GH */
            country?: string;
            email?: string;
            /** @description short unique name, as ama-mensah */
            handle: string;
            /** @description credit name */
            name: string;
            /** @description seller when left out; only an operator makes operators, buyers and auditors */
            roles?: ("operator" | "buyer" | "producer" | "seller" | "auditor")[];
            /** @description IANA time zone, as Africa/Accra */
            zone?: string;
        };
        PinRequest: {
            answer: string;
            question: string;
            /** @description for all sub-gigs of the role; for all of the project when neither this nor sub_gig_id is named */
            role?: string;
            /** @description for this sub-gig alone */
            sub_gig_id?: string;
        };
        PinnedAnswer: {
            answer: string;
            /**
             * Format: int64
             * @description its number in the brief, as revisions cite it
             */
            brief_item?: number;
            id: string;
            /** Format: date-time */
            pinned_at: string;
            question: string;
            role?: string;
            sub_gig_id?: string;
            /**
             * Format: int64
             * @description of the briefs that it is in
             */
            version: number;
        };
        Place: {
            /**
             * Format: int64
             * @description linear fade in, milliseconds
             */
            fade_in_ms?: number;
            /**
             * Format: int64
             * @description linear fade out, milliseconds
             */
            fade_out_ms?: number;
            /**
             * Format: double
             * @description gain in dB, -60 to 12
             */
            gain_db?: number;
            /**
             * Format: int64
             * @description start in the result in milliseconds
             */
            offset_ms?: number;
            /**
             * Format: double
             * @description -1 left, 0 middle, 1 right
             */
            pan?: number;
            /** @description folder within a bundle; the sub-gig's key when left out */
            path?: string;
            /**
             * Format: double
             * @description length it is meant to have in the result; how long its placeholder is in a preview
             */
            seconds?: number;
        };
        Places: {
            artifact_id: string;
            items: components["schemas"]["Whereabouts"][];
            kind: string;
        };
        Plan: {
            /** @description what the buyer wants, for everybody */
            brief?: string;
            /** @description what the buyer funds, as "4800.00"; the sum of the prices when left out */
            budget?: string;
            /** @description clocks of every sub-gig that sets none of its own */
            clocks?: components["schemas"]["Clocks"];
            /** @description ISO 4217, as EUR */
            currency: string;
            /** @description what a delivery must be, for every sub-gig that says nothing of its own */
            delivery?: components["schemas"]["Spec"];
            /** @description date the result is wanted, as 2026-12-24 */
            due?: string;
            /** @description what a seller keeps who goes after a delivery passed inspection, as "25%"; nothing when left out */
            kill_fee?: string;
            /** @description what may be done with the work; sellers accept it with the offer and declare the rights to each delivery */
            licence?: components["schemas"]["Licence"];
            /** @description sellers to add to the roster when they are not there yet */
            people?: components["schemas"]["PlanPerson"][];
            /** @description handle of the person who reviews; the buyer when left out */
            producer?: string;
            /** @description how approved deliveries become the result */
            recipe: components["schemas"]["Recipe"];
            /** @description material that sellers work from */
            references?: components["schemas"]["PlanReference"][];
            /** @description what the buyer must supply before sub-gigs can start */
            requirements?: components["schemas"]["PlanRequirement"][];
            /**
             * @description off: sellers do not meet in rooms; when left out, there is a room for everybody and one for each section
             * @enum {string}
             */
            rooms?: "off";
            /**
             * @description what follows when a review is not done after all warnings; escalate, to the operator, when left out
             * @enum {string}
             */
            silent_review?: "approve" | "escalate";
            /** @description the pieces, each for one seller */
            sub_gigs: components["schemas"]["PlanSubGig"][];
            /** @description what the result is called */
            title: string;
            /**
             * @description open shows originals before their seller's money is released; when left out, everybody else sees previews until then
             * @enum {string}
             */
            vault?: "open";
            /** @description words across the pictures, pages and films that reviewers see before they are paid, or none; when left out, pictures and pages say PREVIEW */
            watermark?: string;
        };
        PlanDocument: {
            plan: components["schemas"]["Plan"];
            project_id: string;
            /** Format: int64 */
            version: number;
        };
        PlanExtra: {
            /** @description short name, unique in the sub-gig */
            key: string;
            /** @description what the seller earns in addition, as "20.00" */
            price: string;
            title: string;
            /** @description time that is added, as 24h */
            work?: string;
        };
        PlanPerson: {
            /** @description ISO 3166-1 alpha-2, as GH */
            country: string;
            /** @description where invitations go */
            email?: string;
            /** @description short name used in this plan, as ama-mensah */
            handle: string;
            /** @description credit name */
            name: string;
            /** @description IANA time zone, as Africa/Accra */
            zone?: string;
        };
        PlanReference: {
            /** @description path of the file beside the plan, sent up by the command line */
            file?: string;
            /** @description the take all others are aligned with */
            guide?: boolean;
            key: string;
            title?: string;
        };
        PlanReport: {
            /** Format: int64 */
            budget_minor: number;
            currency: string;
            /** @description paths of the reference files to send up before the launch */
            files: string[];
            /** @description handles that would be added to the roster */
            new_people: string[];
            /** @description the plan as data; absent when it has more than 1000 sub-gigs */
            plan?: components["schemas"]["Plan"];
            /**
             * Format: int64
             * @description sum of the prices in minor units
             */
            prices_minor: number;
            /** Format: int64 */
            sections: number;
            /** Format: int64 */
            sub_gigs: number;
            title: string;
        };
        PlanRequirement: {
            /** @description what can be chosen, for kind choice */
            choices?: string[];
            /** @description keys of the sub-gigs that work from it; all of them when left out */
            for?: string[];
            /** @description short name, unique among the requirements, as lyrics */
            key: string;
            /** @description text, choice, file or link (an https address) */
            kind: string;
            /**
             * Format: int64
             * @description greatest number of characters, for kind text; 10000 when left out
             */
            max_length?: number;
            /**
             * Format: int64
             * @description least number of characters, for kind text; 1 when left out
             */
            min_length?: number;
            /** @description whether sub-gigs wait for it; true when left out */
            required?: boolean;
            /** @description what is asked for, for people */
            title: string;
            /** @description media types that are taken, as application/pdf or audio/*, for kind file; any when left out */
            types?: string[];
        };
        PlanSubGig: {
            /** @description numbered items; revisions cite them */
            brief?: string[];
            /** @description handles, asked one after another */
            cast?: string[];
            /**
             * @description how a seller is found; cascade when left out
             * @enum {string}
             */
            casting?: "cascade" | "direct" | "open_call" | "applications" | "audition";
            clocks?: components["schemas"]["Clocks"];
            delivery?: components["schemas"]["Spec"];
            /** @description what can be ordered besides, each with its price */
            extras?: components["schemas"]["PlanExtra"][];
            /** @description short name, unique in the plan */
            key: string;
            /** @description what a seller keeps who goes after a delivery passed inspection, as "25%"; nothing when left out */
            kill_fee?: string;
            /** @description keys of sub-gigs that must be approved first; their deliveries are handed on as references */
            needs?: string[];
            /** @description where and how it stands in the result */
            place?: components["schemas"]["Place"];
            /** @description what the seller earns, as "120.00" */
            price: string;
            /** @description keys of the plan's references; all of them when left out */
            references?: string[];
            /** @description in a re-plan: keys of dropped sub-gigs whose place this new one takes, for a split or a merge */
            replaces?: string[];
            /** @description what a revision beyond the included ones is offered at, as "20.00"; the producer names a price when left out */
            revision_price?: string;
            /**
             * Format: int64
             * @description revisions included in the price; 2 when left out
             */
            revisions?: number;
            /** @description the skill asked for, as drummer */
            role: string;
            /**
             * @description what follows when a review is not done after all warnings; escalate, to the operator, when left out
             * @enum {string}
             */
            silent_review?: "approve" | "escalate";
            /** @description handles, asked when the cast is exhausted */
            standby?: string[];
            title: string;
        };
        Problem: {
            /**
             * @description stable name for programs
             * @enum {string}
             */
            code: "invalid" | "unauthenticated" | "forbidden" | "not_found" | "conflict" | "limited" | "unavailable" | "internal";
            /** @description a sentence for a person: what, where and what to do */
            detail?: string;
            /** @description every fault of the input, each with its place */
            fields?: components["schemas"]["ProblemField"][];
            /** @description names this request in the server's log */
            request_id?: string;
            /**
             * Format: int64
             * @description the HTTP status
             */
            status: number;
            /** @description the kind of problem in words */
            title: string;
            /** @description URI of the kind of problem, as urn:tutti:problem:not_found */
            type: string;
        };
        ProblemField: {
            message: string;
            /** @description place in the input, as sub_gigs[3].price */
            path: string;
        };
        Profile: {
            /**
             * Format: int64
             * @description sub-gigs at a time, over all projects; 0 is no limit
             */
            capacity: number;
            country?: string;
            hours: components["schemas"]["Shift"][];
            /** @description who wrote it last */
            keeper_id?: string;
            languages: string[];
            leave: components["schemas"]["Leave"][];
            person_id: string;
            roles: components["schemas"]["RoleRate"][];
            /** Format: date-time */
            updated_at?: string;
            zone?: string;
        };
        ProfileRequest: {
            /**
             * Format: int64
             * @description sub-gigs at a time, over all projects; 0 is no limit
             */
            capacity?: number;
            /** @description ISO 3166-1 alpha-2, as GH */
            country?: string;
            /** @description when they work, by the clock of their zone */
            hours?: components["schemas"]["Shift"][];
            /** @description BCP 47 tags, the best first */
            languages?: string[];
            /** @description when they take no new work */
            leave?: components["schemas"]["Leave"][];
            roles?: components["schemas"]["RoleRate"][];
            /** @description IANA time zone, as Africa/Accra */
            zone?: string;
        };
        Project: {
            /**
             * Format: int64
             * @description how many of them are approved; only for who sees the whole
             */
            approved?: number;
            /** @description only in the answer for one project */
            brief?: string;
            /**
             * Format: int64
             * @description in minor units; only for who sees the money
             */
            budget_minor?: number;
            buyer: components["schemas"]["PersonName"];
            /** Format: date-time */
            created_at: string;
            currency: string;
            /** Format: date-time */
            due_at?: string;
            /** @description why the final cannot be built as things are: change the plan, have a sub-gig done again, or build it again; only in the answer for one project */
            final_failed?: string;
            /** @description the approved final */
            final_id?: string;
            id: string;
            /**
             * Format: int64
             * @description sequence number of the newest event; only in the answer for one project
             */
            last_event?: number;
            /** @description what the reader is in this project: buyer, producer, seller, operator, auditor, buyer_viewer, section_lead, mentor, guest_reviewer */
            mine: string[];
            /**
             * Format: date-time
             * @description when a paused project goes on by itself
             */
            paused_until?: string;
            /** Format: int64 */
            plan_version: number;
            producer: components["schemas"]["PersonName"];
            /** @enum {string} */
            state: "draft" | "running" | "paused" | "assembling" | "in_review" | "completed" | "cancelled";
            /**
             * Format: int64
             * @description how many; only for who sees the whole
             */
            sub_gigs?: number;
            title: string;
            /** Format: date-time */
            updated_at: string;
        };
        ProjectList: {
            items: components["schemas"]["Project"][];
            /** @description cursor of the next part; absent at the end */
            next?: string;
        };
        Proposal: {
            /** Format: date-time */
            answered_at?: string;
            /** @enum {string} */
            by: "seller" | "producer" | "platform";
            /** @description granted by rule: it fits into the slack */
            by_rule?: boolean;
            currency: string;
            /** @description of an open objection: where the dispute stands */
            dispute?: components["schemas"]["Dispute"];
            /**
             * Format: date-time
             * @description after that silence counts as a refusal
             */
            expires_at?: string;
            id: string;
            /** @enum {string} */
            kind: "question" | "counter" | "extension" | "change_order" | "cancellation" | "settlement" | "objection";
            /** Format: date-time */
            made_at: string;
            /** Format: int64 */
            minor?: number;
            /** @enum {string} */
            outcome?: "recast" | "cancel" | "approve" | "resume";
            project_id: string;
            reply?: string;
            /** @enum {string} */
            state: "open" | "agreed" | "refused" | "lapsed" | "withdrawn";
            sub_gig_id: string;
            /** Format: int64 */
            time_seconds?: number;
            words?: string;
            /** @description the reader is to answer it */
            your_answer?: boolean;
        };
        ProposalList: {
            items: components["schemas"]["Proposal"][];
            /** @description cursor of the next part; absent at the end */
            next?: string;
        };
        ProposalRequest: {
            /** @enum {string} */
            kind: "question" | "counter" | "extension" | "change_order" | "cancellation" | "settlement";
            /**
             * Format: int64
             * @description minor units. counter: the whole price; change_order: what is added, negative when taken away; cancellation and settlement: the seller's share of what is held
             */
            minor?: number;
            /**
             * @description cancellation: recast or cancel; settlement: what becomes of the sub-gig
             * @enum {string}
             */
            outcome?: "recast" | "cancel" | "approve" | "resume";
            /**
             * Format: int64
             * @description counter: the whole time to deliver; extension and change_order: what is added
             */
            time_seconds?: number;
            /** @description what the other side should know; a question needs them */
            words?: string;
        };
        PublicCreditLine: {
            country?: string;
            name?: string;
            role: string;
            title: string;
        };
        PublicCredits: {
            items: components["schemas"]["PublicCreditLine"][];
            title: string;
        };
        PushKey: {
            /** @description public key on P-256, uncompressed, base64url: applicationServerKey of PushManager.subscribe(); empty where browsers cannot be told */
            key: string;
        };
        PushKeys: {
            /** @description base64url */
            auth: string;
            /** @description base64url */
            p256dh: string;
        };
        PushList: {
            items: components["schemas"]["PushSubscription"][];
        };
        PushRequest: {
            endpoint: string;
            keys: components["schemas"]["PushKeys"];
            /** @description of the browser, for oneself */
            name: string;
        };
        PushSubscription: {
            /** Format: date-time */
            created_at: string;
            id: string;
            name: string;
        };
        Range: {
            /** Format: double */
            from_seconds: number;
            /** Format: double */
            to_seconds: number;
        };
        RankFactor: {
            name: string;
            /** Format: int64 */
            points: number;
            /**
             * Format: int64
             * @description 0 to 1000
             */
            value: number;
            /** Format: int64 */
            weight: number;
            /** @description a sentence */
            why: string;
        };
        RankRequest: {
            /** @description any of them is asked for */
            countries?: string[];
            /** @description whom to rank; when left out, everybody on the roster who fills the role */
            handles?: string[];
            /** @description only those on your own roster */
            kept?: boolean;
            /** @description BCP 47 ranges that are asked for */
            languages?: string[];
            /** @description only those you keep under this tag */
            tag?: string;
        };
        Ranked: {
            factors: components["schemas"]["RankFactor"][];
            handle: string;
            person_id: string;
            /**
             * Format: int64
             * @description sum over the factors, 0 to 100,000
             */
            points: number;
        };
        Ranking: {
            actor_id: string;
            /** @description whether computing it again from its inputs gives the same */
            agrees: boolean;
            /** @description the best first */
            candidates: components["schemas"]["Ranked"][];
            /** Format: date-time */
            created_at: string;
            id: string;
            /** @description everything it was made of */
            inputs: components["schemas"]["RankingInputs"];
            /**
             * Format: int64
             * @description version of the rule
             */
            rule: number;
            sub_gig_id: string;
        };
        RankingInputs: {
            /** Format: date-time */
            at: string;
            candidates: components["schemas"]["CandidateFacts"][];
            /** @description any of them is asked for */
            countries: string[];
            currency: string;
            /** @description asked for, as BCP 47 ranges */
            languages: string[];
            /**
             * Format: int64
             * @description a week that whoever runs the project works
             */
            minutes: number;
            /** Format: int64 */
            price_minor: number;
            /** @description role key of the sub-gig */
            role: string;
            /**
             * Format: int64
             * @description version of the rule
             */
            rule: number;
            sub_gig_id: string;
        };
        Rating: {
            /** Format: date-time */
            at: string;
            rater_id: string;
            seller_id: string;
            /** Format: int64 */
            stars: number;
            sub_gig_id: string;
        };
        RatingRequest: {
            /** Format: int64 */
            stars: number;
        };
        ReasonRequest: {
            reason: string;
        };
        Recipe: {
            /** @description audio-mix, video-grid: move each stem or voice by the start that was measured against the guide */
            align?: boolean;
            /** @description audio-mix, audio-concat: sound as it was delivered, neither brought to a loudness nor limited; book: footnotes keep their names in the joined Markdown */
            as_is?: boolean;
            /**
             * Format: int64
             * @description video-grid: cells in a row; as square as possible when left out
             */
            columns?: number;
            /**
             * Format: int64
             * @description table: how many must agree on a cell, when several sub-gigs deliver the same rows
             */
            consensus?: number;
            /** @description book: with a page of contents in front */
            contents?: boolean;
            /**
             * Format: int64
             * @description audio-concat: how long two sound together, in milliseconds
             */
            crossfade_ms?: number;
            /**
             * Format: double
             * @description video: frames a second; 30 when left out
             */
            frame_rate?: number;
            /**
             * Format: int64
             * @description audio-concat: silence between two, in milliseconds
             */
            gap_ms?: number;
            /**
             * Format: int64
             * @description video: height of the final in pixels; 720 when left out
             */
            height?: number;
            /** @description table: column that names the rows */
            key?: string;
            /** @description audio-mix, audio-concat, video-concat, video-grid, book, photo-book, subtitles, translation, table or bundle */
            kind: string;
            /** @description book: language of the text, as ISO 639-1; en when left out */
            language?: string;
            /**
             * Format: double
             * @description integrated loudness of the final in LUFS; -14 when left out
             */
            loudness_lufs?: number;
            /** @description files of the final, as wav or epub; each recipe has its own */
            outputs?: string[];
            /** @description photo-book, book: A3, A4, A5, A6, Letter or millimetres as 210x210; A4 when left out, A5 for a book of texts */
            page_size?: string;
            /** @description bundle: only the delivered files, without manifest and credits */
            plain?: boolean;
            /** @description subtitles: number the cues anew */
            renumber?: boolean;
            /** @description key of the reference that the pieces were cut from; translation needs it */
            source?: string;
            /** @description also hand over the single deliveries */
            stems?: boolean;
            /**
             * Format: double
             * @description greatest true peak of the final in dBTP; -1 when left out
             */
            true_peak_dbtp?: number;
            /**
             * Format: int64
             * @description video: width of the final in pixels; 1280 when left out
             */
            width?: number;
        };
        Reel: {
            samples: components["schemas"]["Sample"][];
        };
        ReelRequest: {
            samples: components["schemas"]["SampleRequest"][];
        };
        Reference: {
            /** @description absent until it was sent up */
            file?: components["schemas"]["Link"];
            /** @description path of the file beside the plan that is to be sent up */
            file_wanted?: string;
            /** @description the take all others are aligned with */
            guide: boolean;
            key: string;
            title?: string;
        };
        ReferenceList: {
            items: components["schemas"]["Reference"][];
        };
        ReferenceRequest: {
            upload_id: string;
        };
        ReopenRequest: {
            /**
             * Format: int64
             * @description of the new delivery
             */
            price_minor: number;
            /** @description who made the approved one is asked first; otherwise the next candidate */
            same_seller?: boolean;
        };
        Replan: {
            /**
             * Format: int64
             * @description version of the plan in force; send it with the plan that is to be applied
             */
            base_version: number;
            /** @description who is asked when it is applied; until they agree everything stays as it was for them */
            consents: components["schemas"]["Consent"][];
            currency: string;
            /** @description of the project first, then in the order of the next plan, dropped sub-gigs last */
            differences: components["schemas"]["Difference"][];
            /** Format: date-time */
            due_after_at?: string;
            /** Format: date-time */
            due_before_at?: string;
            /**
             * Format: date-time
             * @description and with the next plan
             */
            finish_after_at: string;
            /**
             * Format: date-time
             * @description when the last sub-gig ends, as it stands
             */
            finish_before_at: string;
            /**
             * Format: int64
             * @description how much more is held for accepted sub-gigs once their sellers have consented
             */
            holds_minor: number;
            /** @description only for who sees the money */
            money?: components["schemas"]["ReplanMoney"];
            /** @description sub-gigs of both plans that finish at another time */
            moves: components["schemas"]["Move"][];
            /** @description more must be funded than was; only the buyer can apply it then */
            needs_funding: boolean;
            /** @description what stands in the way of applying it; empty when nothing does */
            obstacles: components["schemas"]["ProblemField"][];
            /**
             * Format: int64
             * @description how much more all sub-gigs cost together; negative when less
             */
            prices_minor: number;
            project_id: string;
            /** @description what has been built so far is built anew */
            rebuild: boolean;
            /** @description begun or approved, and made from something that changes */
            stale: string[];
            /** @description the reader's time zone, in which the times are written */
            zone: string;
        };
        ReplanMoney: {
            /** Format: int64 */
            budget_before_minor: number;
            /** Format: int64 */
            budget_minor: number;
            /**
             * Format: int64
             * @description what is to be funded in addition
             */
            fund_minor: number;
            /**
             * Format: int64
             * @description what is held or paid already, and what will be held
             */
            needed_minor: number;
        };
        Report: {
            /** Format: date-time */
            at: string;
            author: components["schemas"]["PersonName"];
            message_id: string;
            /** @enum {string} */
            reason: "spam" | "abuse" | "personal_data" | "other";
            reporter: components["schemas"]["PersonName"];
            /** @description the words that were reported, also when they were edited or deleted since */
            text: string;
            words?: string;
        };
        ReportList: {
            items: components["schemas"]["Report"][];
        };
        ReportRequest: {
            /** @enum {string} */
            reason: "spam" | "abuse" | "personal_data" | "other";
            words?: string;
        };
        Requirement: {
            answered: boolean;
            /** Format: date-time */
            answered_at?: string;
            /** @description for kind choice */
            choices?: string[];
            /** @description the answer, for kind file */
            file?: components["schemas"]["Link"];
            /** @description keys of the sub-gigs that work from it, all when absent; only for who sees the whole */
            for?: string[];
            key: string;
            /** @enum {string} */
            kind: "text" | "choice" | "file" | "link";
            /**
             * Format: int64
             * @description greatest number of characters, for kind text
             */
            max_length?: number;
            /**
             * Format: int64
             * @description least number of characters, for kind text
             */
            min_length?: number;
            /** @description sub-gigs wait for it */
            required: boolean;
            title: string;
            /** @description media types that are taken, for kind file; any when absent */
            types?: string[];
            /** @description the answer, for kinds text, choice and link */
            value?: string;
        };
        RequirementList: {
            items: components["schemas"]["Requirement"][];
        };
        RequirementName: {
            key: string;
            title: string;
        };
        RequirementRequest: {
            /** @description a ready upload of one's own for this project, for kind file */
            upload_id?: string;
            /** @description for kinds text, choice and link */
            value?: string;
        };
        Retention: {
            items: components["schemas"]["RetentionRule"][];
        };
        RetentionRule: {
            /** @description as answers, letters, audit_log */
            class: string;
            /** @description how long after it is done with, as 720h0m0s */
            keep: string;
            /** @description the shortest time that can be set */
            least: string;
            /** @description the longest */
            most: string;
            /** @description when it goes */
            remains: string;
            what: string;
            /** @description it is kept at all */
            why: string;
        };
        Review: {
            /** Format: date-time */
            created_at: string;
            /** @enum {string} */
            decision: "approve" | "revise" | "release";
            delivery_id: string;
            id: string;
            notes: components["schemas"]["Note"][];
            /** @description the change order that asks the seller for a revision beyond the included ones: it begins when they agree */
            proposal_id?: string;
            reviewer_id: string;
        };
        ReviewRequest: {
            /** @enum {string} */
            decision: "approve" | "revise" | "release";
            /** @description revise: notes of the round that go to the seller with this list; those that are not named wait for the next round */
            note_ids?: string[];
            /** @description what to change; a revision needs at least one, citing the brief */
            notes?: components["schemas"]["Note"][];
            /**
             * Format: int64
             * @description revise: of a revision beyond the included ones; the plan's revision_price when left out
             */
            price_minor?: number;
        };
        RoleRate: {
            /** @description ISO 4217, as EUR; of the rate */
            currency?: string;
            /**
             * Format: int64
             * @description what is asked for a sub-gig; not said when left out
             */
            rate_minor?: number;
            /** @description a key: small letters, digits and hyphens, as lead-vocal */
            role: string;
        };
        Room: {
            /** @description the reader may speak there */
            may_say: boolean;
            /** @description project, or section-0, section-1 and so on */
            name: string;
            /**
             * Format: int64
             * @description number of the section, from 0; absent for the project's room
             */
            section?: number;
        };
        RoomList: {
            items: components["schemas"]["Room"][];
            /**
             * @description how the reader is called by other sellers
             * @enum {string}
             */
            shows: "part" | "handle" | "name";
        };
        RosterEntry: {
            /** @description can take one more at the moment */
            free: boolean;
            /**
             * Format: int64
             * @description sub-gigs that are theirs and have not ended
             */
            held: number;
            /** @description what you keep of them; absent when they are not on your roster */
            kept?: components["schemas"]["Kept"];
            person: components["schemas"]["Person"];
            profile: components["schemas"]["Profile"];
        };
        RosterList: {
            items: components["schemas"]["RosterEntry"][];
            /** @description cursor of the next part; absent at the end */
            next?: string;
        };
        RosterReport: {
            /**
             * Format: int64
             * @description known people whose name, e-mail address or profile changed
             */
            changed: number;
            /**
             * Format: int64
             * @description people of the file who are on your roster now
             */
            kept: number;
            /**
             * Format: int64
             * @description people who were not known before
             */
            made: number;
            /**
             * Format: int64
             * @description people in the file
             */
            rows: number;
        };
        RoundNote: {
            /** Format: date-time */
            at: string;
            author: components["schemas"]["PersonName"];
            /** @description that was judged when it was noted */
            delivery_id: string;
            id: string;
            note: components["schemas"]["Note"];
            /** @description the review that has sent it; absent while it waits */
            review_id?: string;
            sub_gig_id: string;
        };
        RoundNoteList: {
            items: components["schemas"]["RoundNote"][];
        };
        RulingRequest: {
            /** @enum {string} */
            outcome: "recast" | "cancel" | "approve" | "resume";
            /**
             * Format: int64
             * @description the seller's share of what is held, in minor units; nothing moves when work goes on
             */
            share_minor: number;
        };
        Sample: {
            /** Format: date-time */
            added_at: string;
            file: components["schemas"]["Link"];
            title: string;
        };
        SampleRequest: {
            /** @description of the file of a sample that is there; one of sha256 and upload_id */
            sha256?: string;
            title: string;
            /** @description a completed upload of one's own with reel: true */
            upload_id?: string;
        };
        Schedule: {
            /**
             * Format: date-time
             * @description the moment it was computed for
             */
            at: string;
            /** @description the chain that decides about finish_at, each waiting for the one before */
            critical: string[];
            /**
             * Format: date-time
             * @description end of the plan's due date where the buyer is
             */
            due_at?: string;
            /**
             * Format: date-time
             * @description when the last sub-gig ends
             */
            finish_at: string;
            /** @description in the order of the plan */
            items: components["schemas"]["Slot"][];
            project_id: string;
            /**
             * Format: int64
             * @description from finish_at to due_at, negative when late
             */
            slack_seconds?: number;
            /** @description the reader's time zone, in which the times are written */
            zone: string;
        };
        Session: {
            /** @description where it signed in from */
            address?: string;
            /** @description what the browser calls itself */
            agent?: string;
            /** Format: date-time */
            created_at: string;
            /** @description it is the one this request was made with */
            current: boolean;
            /** Format: date-time */
            expires_at: string;
            id: string;
            /**
             * Format: date-time
             * @description when it was last used, to the minute
             */
            seen_at: string;
        };
        SessionList: {
            items: components["schemas"]["Session"][];
        };
        Shift: {
            /** @description mon, tue, wed, thu, fri, sat or sun */
            day: string;
            /** @description as 09:00 */
            from: string;
            /** @description as 17:00; 24:00 is the end of the day */
            to: string;
        };
        ShowingRequest: {
            /**
             * @description part: by the key of one's sub-gig, as cello; handle; name: the credit name
             * @enum {string}
             */
            shows: "part" | "handle" | "name";
        };
        SignInAsked: {
            /** @description what to tell the person who asked */
            words: string;
        };
        SignInRequest: {
            email: string;
        };
        SignRequest: {
            /** @description numbers from 1 */
            parts: number[];
        };
        SignedIn: {
            person: components["schemas"]["Person"];
            session: components["schemas"]["Session"];
            /** @description send it as Authorization: Bearer tus_...; it is shown this once */
            token?: string;
        };
        SignedPart: {
            /** Format: int64 */
            number: number;
            /**
             * Format: int64
             * @description bytes
             */
            size: number;
            url: string;
        };
        SignedParts: {
            /** Format: date-time */
            expires_at: string;
            parts: components["schemas"]["SignedPart"][];
        };
        Slot: {
            /** @description it waits for no upstream any more */
            begun: boolean;
            /** @description any delay of it delays the whole */
            critical: boolean;
            /** Format: date-time */
            finish_at: string;
            key: string;
            /**
             * Format: date-time
             * @description with all slack used; absent when it has ended
             */
            latest_finish_at?: string;
            /**
             * Format: date-time
             * @description with all slack used; absent when it has ended
             */
            latest_start_at?: string;
            /**
             * Format: int64
             * @description how much later it may finish, against due_at or else against finish_at of the whole
             */
            slack_seconds: number;
            /** Format: date-time */
            start_at: string;
            /** @enum {string} */
            state: "waiting" | "casting" | "offered" | "working" | "inspecting" | "in_review" | "approved" | "disputed" | "cancelled";
            sub_gig_id: string;
            title: string;
        };
        Speaker: {
            /** @description of this person in this project alone */
            id: string;
            /** @description what to write behind an @ to mention them */
            mention: string;
            /** @description how they are called; names of people are data, never markup */
            name: string;
            /** @enum {string} */
            part: "buyer" | "producer" | "seller" | "buyer_viewer" | "section_lead" | "mentor" | "guest_reviewer" | "auditor" | "other";
            /** @description only for who sees the whole project, and of oneself */
            person_id?: string;
            /** @description key of the sub-gig that a seller holds, or held when it was said */
            sub_gig?: string;
            you?: boolean;
        };
        SpeakerList: {
            items: components["schemas"]["Speaker"][];
            /** @description cursor of the next part; absent at the end */
            next?: string;
        };
        Spec: {
            /** @description compare start and length with the plan's guide reference */
            align_guide?: boolean;
            /** @description more about kind archive */
            archive?: components["schemas"]["ArchiveSpec"];
            /** @description allowed numbers of channels */
            channels?: number[];
            /** @description allowed formats, as wav or docx; any file type for kind file */
            formats?: string[];
            /** @description more about kind image */
            image?: components["schemas"]["ImageSpec"];
            /** @description what must come back: headings of a text, starts of cues, ids of units, keys of rows, names in an archive, bookmarks of a PDF, and for sound, film, pictures and other files the names of the files; each missing one is named */
            inventory?: string[];
            /** @description audio, video, image, pdf, text, subtitles, table, translation, archive, or file; file is only typed and hashed */
            kind?: string;
            /**
             * Format: int64
             * @description greatest size of one file in bytes
             */
            max_bytes?: number;
            /**
             * Format: double
             * @description greatest integrated loudness in LUFS (EBU R 128)
             */
            max_lufs?: number;
            /**
             * Format: double
             * @description greatest sample peak in dBFS
             */
            max_peak_dbfs?: number;
            /**
             * Format: double
             * @description greatest duration in seconds
             */
            max_seconds?: number;
            /** @description file: one of 0 bytes is taken, as one that was handed out empty */
            may_be_empty?: boolean;
            /**
             * Format: int64
             * @description least bits a sample; lossy formats have none and pass
             */
            min_bit_depth?: number;
            /**
             * Format: double
             * @description least integrated loudness in LUFS (EBU R 128)
             */
            min_lufs?: number;
            /**
             * Format: double
             * @description least duration in seconds
             */
            min_seconds?: number;
            /** @description more about kind pdf */
            pdf?: components["schemas"]["PDFSpec"];
            /** @description allowed sample rates in Hz */
            sample_rates_hz?: number[];
            /** @description more about kind subtitles */
            subtitles?: components["schemas"]["SubtitleSpec"];
            /** @description more about kind table */
            table?: components["schemas"]["TableSpec"];
            /**
             * Format: double
             * @description beats a minute; compared with what the machine hears
             */
            tempo_bpm?: number;
            /** @description more about kind text */
            text?: components["schemas"]["TextSpec"];
            /** @description more about kind translation */
            translation?: components["schemas"]["TranslationSpec"];
            /** @description more about kind video */
            video?: components["schemas"]["VideoSpec"];
        };
        Split: {
            /** @description at what it was cut */
            by: string;
            cuts: components["schemas"]["Cut"][];
            /** @description what every piece must be when it comes back */
            delivery: components["schemas"]["Spec"];
            /** @description what the source is, as markdown */
            format: string;
            /** @description puts the pieces together again */
            recipe: components["schemas"]["Recipe"];
            source: components["schemas"]["DeliveryFile"];
            /**
             * Format: int64
             * @description how many units the source has
             */
            total: number;
            /** @description what the cuts count: pages, bytes, rows, cues, units, ms, entries */
            unit: string;
            /**
             * Format: int64
             * @description how many pieces were asked for, when the source cannot be cut into as many
             */
            wanted?: number;
        };
        SplitRequest: {
            /**
             * @description at what to cut; the format's own way when left out
             * @enum {string}
             */
            by?: "pages" | "bookmarks" | "headings" | "chapters" | "rows" | "cues" | "units" | "time" | "scenes" | "entries";
            /**
             * Format: double
             * @description so many units a piece, seconds for time; parts or every, not both
             */
            every?: number;
            /**
             * Format: int64
             * @description so many pieces, as even as possible
             */
            parts?: number;
            /** @description completed upload of the source, sent with source: true */
            upload_id: string;
        };
        SplitRun: {
            /** Format: date-time */
            created_at: string;
            id: string;
            /** @description when done: the pieces in the order of the cuts */
            links?: components["schemas"]["Link"][];
            /** @description why it was not split, when refused or failed */
            problem?: string;
            /** @description when done */
            split?: components["schemas"]["Split"];
            /** @enum {string} */
            state: "working" | "done" | "refused" | "failed";
        };
        Spot: {
            /**
             * Format: double
             * @description with width
             */
            height?: number;
            /**
             * Format: int64
             * @description page, from 1
             */
            page?: number;
            /** @description file of an archive, or a folder of it */
            path?: string;
            /**
             * Format: int64
             * @description line of a text, row of a table, number of a cue or unit, from 1
             */
            row?: number;
            /**
             * Format: double
             * @description moment of a sound or film
             */
            seconds?: number;
            /**
             * Format: double
             * @description with seconds: the end of a stretch
             */
            to_seconds?: number;
            /**
             * Format: double
             * @description with x, y and height: an area of the picture
             */
            width?: number;
            /**
             * Format: double
             * @description with y: a point of the picture, as a part of its width from the left
             */
            x?: number;
            /**
             * Format: double
             * @description with x: a part of its height from the top
             */
            y?: number;
        };
        StaleRequest: {
            /**
             * @description keep it, have it conformed within the included revisions, or have it made again for a price
             * @enum {string}
             */
            choice: "keep" | "conform" | "redo";
            /**
             * Format: int64
             * @description redo: of the new delivery
             */
            price_minor?: number;
            /** @description redo: who made the approved one is asked first */
            same_seller?: boolean;
        };
        StateHash: {
            project_id: string;
            /**
             * Format: int64
             * @description version of the records; hashes of different versions cannot be compared
             */
            schema: number;
            sha256: string;
        };
        Stem: {
            delivery_id: string;
            /** @description name of the file within the delivery */
            file: string;
            /**
             * Format: double
             * @description integrated loudness, EBU R 128; -70 for silence
             */
            lufs: number;
            /** @description the waveform: .dat of audiowaveform, version 2, 8 bits, one channel */
            peaks: components["schemas"]["Link"];
            /** @description where and how it stands in the mix */
            place: components["schemas"]["Place"];
            /**
             * Format: int64
             * @description the sound is bare samples of 16 bits, the low byte first, one channel, so many a second, and may be fetched in parts; absent: it is a file that a browser plays
             */
            rate_hz?: number;
            role: string;
            /** Format: double */
            seconds: number;
            /** @description what is played; absent when the reader may not hear it yet */
            sound?: components["schemas"]["Link"];
            /**
             * @description of the delivery
             * @enum {string}
             */
            state: "submitted" | "rejected" | "in_review" | "revised" | "approved" | "withdrawn" | "replaced";
            sub_gig_id: string;
            /** @description of the sub-gig */
            title: string;
            /** Format: int64 */
            version: number;
        };
        StemList: {
            items: components["schemas"]["Stem"][];
            /** @description cursor of the next part; absent at the end */
            next?: string;
        };
        StepOutRequest: {
            /**
             * @description illness is nobody's fault and never counts against the seller
             * @enum {string}
             */
            reason: "busy" | "price" | "dates" | "style" | "other" | "illness";
            /**
             * Format: date-time
             * @description with illness: nothing is offered to the seller before
             */
            until?: string;
        };
        SubGig: {
            /**
             * Format: int64
             * @description how many candidates were asked; only for who sees the whole
             */
            asked?: number;
            /** @description numbered from 1; revisions cite the numbers */
            brief: string[];
            /** @description in the order of asking; only for who sees the whole */
            candidates?: components["schemas"]["PersonName"][];
            clock: components["schemas"]["ClockTotals"];
            currency: string;
            /** @description what a delivery must be */
            delivery: components["schemas"]["Spec"];
            /** @description the latest delivery */
            delivery_id?: string;
            dispute?: components["schemas"]["Dispute"];
            /**
             * Format: date-time
             * @description when the clock of this state runs out
             */
            due_at?: string;
            /** @description what the buyer can order besides; only in the answer for one sub-gig */
            extras?: components["schemas"]["Extra"][];
            /**
             * Format: int64
             * @description what the platform keeps of the price; left out like it
             */
            fee_minor?: number;
            id: string;
            key: string;
            /** @description what may be done with the work: accepted with the offer, and each delivery is declared under it; only in the answer for one sub-gig */
            licence?: components["schemas"]["Licence"];
            /** @description every upstream; only for who sees the whole */
            needs?: string[];
            /** @description upstream not yet approved; only for who sees the whole */
            needs_open?: string[];
            /** @description what the reader is to do: answer_proposal, answer_offer, deliver, review, rule, choose, cast, answer_requirement, resolve_stale */
            next_action?: string;
            /** @description the open or the accepted offer */
            offer?: components["schemas"]["Offer"];
            overdue: boolean;
            place: components["schemas"]["Place"];
            /**
             * Format: int64
             * @description in the plan, from 0
             */
            position: number;
            /**
             * Format: int64
             * @description left out when it is 0, and for who may not see it
             */
            price_minor?: number;
            project_id: string;
            /** @description keys of the references it works from */
            references: string[];
            /** @description its approved delivery is being replaced */
            reopened?: boolean;
            /** Format: int64 */
            revisions_included: number;
            /** Format: int64 */
            revisions_used: number;
            role: string;
            /** Format: int64 */
            section: number;
            /** @description who holds it */
            seller?: components["schemas"]["PersonName"];
            /** @description it was made from a delivery that is being replaced */
            stale?: boolean;
            /** @description whose delivery is being replaced; only for who sees the whole */
            stale_of?: string[];
            /** @enum {string} */
            state: "waiting" | "casting" | "offered" | "working" | "inspecting" | "in_review" | "disputed" | "approved" | "cancelled";
            /** @description the clock stands still: the project is paused, or a question or counter-offer is not answered */
            stopped?: boolean;
            title: string;
            /** Format: date-time */
            updated_at: string;
            /**
             * Format: int64
             * @description of the latest delivery
             */
            version?: number;
            /** @description for whom or for what it waits; absent before the launch and after the end */
            waits_for?: components["schemas"]["WaitsFor"];
            /**
             * Format: int64
             * @description time to deliver after accepting
             */
            work_for_seconds: number;
        };
        SubGigList: {
            items: components["schemas"]["SubGig"][];
            /** @description cursor of the next part; absent at the end */
            next?: string;
        };
        SubGigRecord: {
            record: components["schemas"]["Evidence"];
            /** @description hex, of the bytes of record as they stand in this answer, without white space around */
            sha256: string;
        };
        SubGigReferences: {
            /** @description of the buyer */
            references: components["schemas"]["Reference"][];
            /** @description what the buyer was asked for, with the answers */
            requirements: components["schemas"]["Requirement"][];
            /** @description approved deliveries handed on */
            upstream: components["schemas"]["Upstream"][];
        };
        SubtitleFacts: {
            /** Format: int64 */
            cues: number;
            format: string;
            /** Format: double */
            max_characters_per_second: number;
            /** Format: double */
            seconds: number;
        };
        SubtitleSpec: {
            /**
             * Format: double
             * @description greatest reading speed; 17 is usual for grown-ups, 13 for children
             */
            max_characters_per_second?: number;
            /**
             * Format: int64
             * @description greatest number of cues
             */
            max_cues?: number;
            /**
             * Format: int64
             * @description longest line, in characters; 42 is usual
             */
            max_line_characters?: number;
            /**
             * Format: int64
             * @description least number of cues
             */
            min_cues?: number;
        };
        TableColumn: {
            /** @description name in the header, or of the member of each line */
            name: string;
            /** @description no row may leave it empty */
            required?: boolean;
            /**
             * @description what its values are; text when left out
             * @enum {string}
             */
            type?: "text" | "integer" | "number" | "boolean" | "date";
        };
        TableFacts: {
            columns?: string[];
            format: string;
            /** Format: int64 */
            rows: number;
        };
        TableSpec: {
            /** @description columns that must be there */
            columns?: components["schemas"]["TableColumn"][];
            /** @description no other columns than these */
            exact?: boolean;
            /** @description column whose values name the rows: each is there, and there once */
            key?: string;
            /**
             * Format: int64
             * @description greatest number of rows, the header left out
             */
            max_rows?: number;
            /**
             * Format: int64
             * @description least number of rows, the header left out
             */
            min_rows?: number;
        };
        Template: {
            /** @description one line */
            about: string;
            name: string;
            /** @description the same as data */
            plan: components["schemas"]["Plan"];
            /** @description the plan in YAML, with comments that say what to change */
            text: string;
        };
        TemplateList: {
            items: components["schemas"]["Template"][];
        };
        TextFacts: {
            format: string;
            headings?: string[];
            language?: string;
            /** Format: int64 */
            lines: number;
            /**
             * Format: int64
             * @description pictures in it, or referred to; only a Word document that is made of this one keeps them
             */
            pictures?: number;
            /** Format: int64 */
            words: number;
        };
        TextSpec: {
            /** @description headings that must be there, in this order */
            headings?: string[];
            /** @description language of the text, as ISO 639-1, e.g. de */
            language?: string;
            /**
             * Format: int64
             * @description greatest number of words
             */
            max_words?: number;
            /**
             * Format: int64
             * @description least number of words
             */
            min_words?: number;
        };
        Tip: {
            currency: string;
            /** Format: int64 */
            minor: number;
            project_id: string;
            seller: components["schemas"]["PersonName"];
            sub_gig_id: string;
        };
        TipRequest: {
            /**
             * Format: int64
             * @description in minor units of the project's currency
             */
            minor: number;
        };
        Token: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at?: string;
            id: string;
            name: string;
            person_id: string;
            /** @description everything the person may do when empty */
            scopes: string[];
            /**
             * Format: date-time
             * @description when it was last used, to the minute
             */
            seen_at?: string;
            /** @description send it as Authorization: Bearer tut_...; it is shown this once */
            token?: string;
        };
        TokenList: {
            items: components["schemas"]["Token"][];
        };
        TokenRequest: {
            /**
             * Format: date-time
             * @description never when left out
             */
            expires_at?: string;
            /** @description what the token is for */
            name: string;
            /** @description what it may be used for; everything the person may do when left out */
            scopes?: ("read" | "deliver" | "review" | "manage" | "money")[];
        };
        Totals: {
            /** Format: int64 */
            cleared_minor: number;
            /** Format: int64 */
            clearing_minor: number;
            /** Format: int64 */
            fee_minor: number;
            /** Format: int64 */
            funded_minor: number;
            /** Format: int64 */
            held_minor: number;
            /** Format: int64 */
            loss_minor: number;
            /** Format: int64 */
            paid_out_minor: number;
            /** Format: int64 */
            refunded_minor: number;
            /** Format: int64 */
            released_minor: number;
            /** Format: int64 */
            reserve_minor: number;
        };
        Transaction: {
            /** Format: date-time */
            at: string;
            /**
             * Format: date-time
             * @description when what it put into clearing may leave it
             */
            clears_at?: string;
            /** @description they sum to zero; in pairs: what an account loses, what another gains by it */
            entries: components["schemas"]["LedgerEntry"][];
            /** @description seals it behind the transaction before */
            hash?: string;
            key: string;
            kind: string;
            /**
             * Format: int64
             * @description what was asked for, the fee included
             */
            minor: number;
            seller_id?: string;
            /**
             * Format: int64
             * @description from 1, without a gap
             */
            seq: number;
            /**
             * Format: int64
             * @description of a settlement: what of it goes to the seller, the fee included
             */
            share?: number;
            sub_gig_id?: string;
        };
        TranslationFacts: {
            format: string;
            target?: string;
            /** Format: int64 */
            translated: number;
            /** Format: int64 */
            units: number;
        };
        TranslationSpec: {
            /** @description unsure translations are accepted */
            fuzzy?: boolean;
            /** @description language translated from, as ISO 639-1 */
            source?: string;
            /** @description language translated into, as ISO 639-1 */
            target?: string;
        };
        Trust: {
            /** Format: date-time */
            at?: string;
            /** @description announced, in the order in which they will hold */
            demotions?: components["schemas"]["Demotion"][];
            /** @description everything that counts, in order, with its effect */
            events?: components["schemas"]["TrustStep"][];
            /**
             * Format: int64
             * @description deliveries approved late, by the seller's own time
             */
            late?: number;
            /**
             * @description that holds; a demotion that is announced does not yet
             * @enum {string}
             */
            level: "new" | "proven" | "trusted" | "principal";
            /**
             * Format: int64
             * @description deliveries approved on time
             */
            on_time?: number;
            /**
             * Format: int64
             * @description absent without approved deliveries
             */
            on_time_permille?: number;
            person_id: string;
            /**
             * Format: int64
             * @description their version
             */
            rules?: number;
            /**
             * Format: int64
             * @description 0 to 1000
             */
            score: number;
        };
        TrustStep: {
            /** Format: date-time */
            at: string;
            /** @description the rule in words */
            doc: string;
            /**
             * Format: int64
             * @description on the score, which stays between 0 and the top
             */
            effect: number;
            kind: string;
            /** @description that holds after it */
            level: string;
            /**
             * Format: int64
             * @description of an appeal: the line of that log that it is about
             */
            of?: number;
            person_id: string;
            /**
             * Format: int64
             * @description of the rule
             */
            points: number;
            project_id: string;
            /**
             * Format: int64
             * @description after it
             */
            score: number;
            /**
             * Format: int64
             * @description of the line in the project's log
             */
            seq: number;
            /** Format: int64 */
            stars?: number;
            sub_gig_id: string;
        };
        Upload: {
            /** Format: date-time */
            created_at: string;
            /** @description numbers of the parts that have arrived whole */
            done: number[];
            id: string;
            name: string;
            /**
             * Format: int64
             * @description bytes; every part but the last has exactly this size
             */
            part_size: number;
            /** Format: int64 */
            parts: number;
            project_id: string;
            /** @description hex, as the server read it; when ready */
            sha256?: string;
            /** Format: int64 */
            size: number;
            /** @enum {string} */
            state: "open" | "checking" | "ready" | "aborted";
            sub_gig_id?: string;
            type: string;
        };
        UploadRequest: {
            /** @description true for a file that goes with a message in the project; at most 50 MiB */
            attachment?: boolean;
            /** @description the client's own key: the same file, name and size with the same fingerprint is resumed */
            fingerprint: string;
            /** @description file name without folders */
            name: string;
            /** @description left out for a source and for a reel */
            project_id?: string;
            /** @description true for a sample of one's work; at most 100 MiB */
            reel?: boolean;
            /** @description key of the project's reference; one of sub_gig_id, reference, requirement, source, attachment and reel */
            reference?: string;
            /** @description key of the project's requirement, for a file */
            requirement?: string;
            /**
             * Format: int64
             * @description bytes
             */
            size: number;
            /** @description true for a source that is to be split; it belongs to no project yet */
            source?: boolean;
            /** @description for a delivery */
            sub_gig_id?: string;
            /** @description media type as the client believes it */
            type?: string;
        };
        Upstream: {
            /** @description the same files in the form that this sub-gig's own delivery must have, where theirs is another; made soon after the approval */
            converted?: components["schemas"]["Converted"][];
            delivery_id?: string;
            /** @description empty until it is approved */
            files: components["schemas"]["Link"][];
            key: string;
            role: string;
            state: string;
            sub_gig_id: string;
            title: string;
            /** Format: int64 */
            version?: number;
        };
        VideoFacts: {
            black?: components["schemas"]["Range"][];
            codec: string;
            format: string;
            /** Format: double */
            frame_rate: number;
            /** Format: int64 */
            frames: number;
            frozen?: components["schemas"]["Range"][];
            /** Format: int64 */
            height_px: number;
            /** Format: double */
            lufs?: number;
            /** Format: double */
            seconds: number;
            sound: boolean;
            /** Format: int64 */
            width_px: number;
        };
        VideoSpec: {
            /** @description allowed frame rates, in frames a second; 29.97 stands for 30000/1001 */
            frame_rates?: number[];
            /**
             * Format: double
             * @description longest black stretch, in seconds
             */
            max_black_seconds?: number;
            /**
             * Format: double
             * @description longest stretch without movement, in seconds
             */
            max_frozen_seconds?: number;
            /**
             * Format: int64
             * @description least height in pixels
             */
            min_height?: number;
            /**
             * Format: int64
             * @description least width in pixels
             */
            min_width?: number;
            /** @description the film must have sound */
            sound?: boolean;
        };
        WaitsFor: {
            /**
             * @description who must act; their time is running
             * @enum {string}
             */
            party: "seller" | "producer" | "buyer" | "upstream" | "platform";
            /** @description what the buyer must supply first */
            requirements?: components["schemas"]["RequirementName"][];
            /** @description keys of the sub-gigs that must be approved first */
            upstream?: string[];
        };
        Webhook: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            disabled_at?: string;
            /** Format: date-time */
            failing_since?: string;
            /**
             * Format: int64
             * @description attempts in a row that failed
             */
            failures: number;
            form: string;
            /**
             * Format: date-time
             * @description until then messages are signed with the former secret too
             */
            former_secret_until?: string;
            id: string;
            /** @description empty for everything */
            kinds: string[];
            /**
             * Format: date-time
             * @description after a failure
             */
            next_attempt_at?: string;
            /** @description who made it; it is told what they may see */
            owner_id: string;
            /** @description absent for one of the whole instance */
            project_id?: string;
            /** @description why it is disabled: failing for a week, gone (it answered 410), owner (who made it may not see the events any more) */
            reason?: string;
            /** @description whsec_...; in the answers that make it, and nowhere else */
            secret?: string;
            state: string;
            url: string;
        };
        WebhookAttempt: {
            /** @description its first 1024 bytes */
            answer?: string;
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            duration_ms: number;
            /** @description webhook-id; the same in every attempt */
            message_id: string;
            /** Format: int64 */
            number: number;
            /** @description why it failed; absent when it did not */
            problem?: string;
            project_id?: string;
            /**
             * Format: int64
             * @description of the event; absent for a test
             */
            seq?: number;
            /**
             * Format: int64
             * @description of HTTP; absent when there was no answer
             */
            status?: number;
            type: string;
        };
        WebhookAttemptList: {
            items: components["schemas"]["WebhookAttempt"][];
            /** @description cursor of the next part; absent at the end */
            next?: string;
        };
        WebhookList: {
            items: components["schemas"]["Webhook"][];
        };
        WebhookRequest: {
            /**
             * @description standard: type, timestamp and data, by Standard Webhooks; slack: a text. standard when left out
             * @enum {string}
             */
            form?: "standard" | "slack";
            /** @description what is wanted, as review.approved, or a group as offer.*; everything when left out */
            kinds?: string[];
            /** @description https://...; in the public network */
            url: string;
        };
        Whereabouts: {
            cell?: components["schemas"]["Area"];
            credit?: components["schemas"]["Credit"];
            delivery_id?: string;
            /** Format: int64 */
            from_page?: number;
            /**
             * Format: int64
             * @description line of the first text of the result, row of a table, number of a cue or unit
             */
            from_row?: number;
            /** Format: double */
            from_seconds?: number;
            in: boolean;
            key: string;
            paths?: string[];
            /** @description why it is not in it */
            reason?: string;
            sub_gig_id: string;
            title: string;
            /**
             * Format: int64
             * @description the page behind its last
             */
            to_page?: number;
            /**
             * Format: int64
             * @description the row behind its last
             */
            to_row?: number;
            /** Format: double */
            to_seconds?: number;
            /** Format: int64 */
            version?: number;
        };
        WorkRecord: {
            /** @description the record as JSON, in base64url */
            payload: string;
            /** @description alg, kid and typ as JSON, in base64url */
            protected: string;
            /** @description over protected, a dot and payload, in base64url */
            signature: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type AcknowledgeRequest = components['schemas']['AcknowledgeRequest'];
export type AnswerRequest = components['schemas']['AnswerRequest'];
export type Appeal = components['schemas']['Appeal'];
export type AppealDecision = components['schemas']['AppealDecision'];
export type AppealList = components['schemas']['AppealList'];
export type AppealRequest = components['schemas']['AppealRequest'];
export type Application = components['schemas']['Application'];
export type ApplicationList = components['schemas']['ApplicationList'];
export type ApplicationRequest = components['schemas']['ApplicationRequest'];
export type ArchiveFacts = components['schemas']['ArchiveFacts'];
export type ArchiveSpec = components['schemas']['ArchiveSpec'];
export type Area = components['schemas']['Area'];
export type Artifact = components['schemas']['Artifact'];
export type ArtifactFile = components['schemas']['ArtifactFile'];
export type ArtifactList = components['schemas']['ArtifactList'];
export type Attachment = components['schemas']['Attachment'];
export type AudioFacts = components['schemas']['AudioFacts'];
export type Audit = components['schemas']['Audit'];
export type AuditChange = components['schemas']['AuditChange'];
export type AuditFinding = components['schemas']['AuditFinding'];
export type AuditHead = components['schemas']['AuditHead'];
export type AuditLine = components['schemas']['AuditLine'];
export type AuditLog = components['schemas']['AuditLog'];
export type AuditSummary = components['schemas']['AuditSummary'];
export type Backup = components['schemas']['Backup'];
export type Backups = components['schemas']['Backups'];
export type Balance = components['schemas']['Balance'];
export type Brief = components['schemas']['Brief'];
export type Calendar = components['schemas']['Calendar'];
export type Call = components['schemas']['Call'];
export type CallList = components['schemas']['CallList'];
export type CandidateFacts = components['schemas']['CandidateFacts'];
export type CastRequest = components['schemas']['CastRequest'];
export type Choice = components['schemas']['Choice'];
export type ChoiceList = components['schemas']['ChoiceList'];
export type ChooseRequest = components['schemas']['ChooseRequest'];
export type ClockTotals = components['schemas']['ClockTotals'];
export type Clocks = components['schemas']['Clocks'];
export type CodeUse = components['schemas']['CodeUse'];
export type CommentRequest = components['schemas']['CommentRequest'];
export type Consent = components['schemas']['Consent'];
export type Converted = components['schemas']['Converted'];
export type Credit = components['schemas']['Credit'];
export type CreditConsentRequest = components['schemas']['CreditConsentRequest'];
export type CreditLine = components['schemas']['CreditLine'];
export type CreditList = components['schemas']['CreditList'];
export type CreditPage = components['schemas']['CreditPage'];
export type Cut = components['schemas']['Cut'];
export type Declaration = components['schemas']['Declaration'];
export type DeclineRequest = components['schemas']['DeclineRequest'];
export type Delivery = components['schemas']['Delivery'];
export type DeliveryFile = components['schemas']['DeliveryFile'];
export type DeliveryList = components['schemas']['DeliveryList'];
export type DeliveryRequest = components['schemas']['DeliveryRequest'];
export type Demotion = components['schemas']['Demotion'];
export type Dependency = components['schemas']['Dependency'];
export type Destination = components['schemas']['Destination'];
export type DestinationRequest = components['schemas']['DestinationRequest'];
export type Difference = components['schemas']['Difference'];
export type Dispute = components['schemas']['Dispute'];
export type DisputeRequest = components['schemas']['DisputeRequest'];
export type DryRun = components['schemas']['DryRun'];
export type DryRunRequest = components['schemas']['DryRunRequest'];
export type EditRequest = components['schemas']['EditRequest'];
export type Entry = components['schemas']['Entry'];
export type Erasure = components['schemas']['Erasure'];
export type ErasureRequest = components['schemas']['ErasureRequest'];
export type Event = components['schemas']['Event'];
export type EventList = components['schemas']['EventList'];
export type Evidence = components['schemas']['Evidence'];
export type EvidenceClock = components['schemas']['EvidenceClock'];
export type EvidenceDelivery = components['schemas']['EvidenceDelivery'];
export type EvidenceEvent = components['schemas']['EvidenceEvent'];
export type EvidenceOffer = components['schemas']['EvidenceOffer'];
export type EvidenceRequirement = components['schemas']['EvidenceRequirement'];
export type EvidenceReview = components['schemas']['EvidenceReview'];
export type EvidenceStanding = components['schemas']['EvidenceStanding'];
export type EvidenceTransaction = components['schemas']['EvidenceTransaction'];
export type Export = components['schemas']['Export'];
export type ExportList = components['schemas']['ExportList'];
export type ExportRequest = components['schemas']['ExportRequest'];
export type Extra = components['schemas']['Extra'];
export type FailedRequest = components['schemas']['FailedRequest'];
export type FileFacts = components['schemas']['FileFacts'];
export type FinalRequest = components['schemas']['FinalRequest'];
export type Finding = components['schemas']['Finding'];
export type FundRequest = components['schemas']['FundRequest'];
export type Health = components['schemas']['Health'];
export type ImageFacts = components['schemas']['ImageFacts'];
export type ImageSpec = components['schemas']['ImageSpec'];
export type Input = components['schemas']['Input'];
export type Inspection = components['schemas']['Inspection'];
export type Invitation = components['schemas']['Invitation'];
export type InvitationRequest = components['schemas']['InvitationRequest'];
export type KeepRequest = components['schemas']['KeepRequest'];
export type Kept = components['schemas']['Kept'];
export type Key = components['schemas']['Key'];
export type KeySet = components['schemas']['KeySet'];
export type KnockOn = components['schemas']['KnockOn'];
export type KnockOnRequest = components['schemas']['KnockOnRequest'];
export type Leave = components['schemas']['Leave'];
export type Ledger = components['schemas']['Ledger'];
export type LedgerEntry = components['schemas']['LedgerEntry'];
export type Letter = components['schemas']['Letter'];
export type LetterList = components['schemas']['LetterList'];
export type Licence = components['schemas']['Licence'];
export type Link = components['schemas']['Link'];
export type LinkList = components['schemas']['LinkList'];
export type LinkUse = components['schemas']['LinkUse'];
export type Live = components['schemas']['Live'];
export type Manifest = components['schemas']['Manifest'];
export type Material = components['schemas']['Material'];
export type Me = components['schemas']['Me'];
export type MeRequest = components['schemas']['MeRequest'];
export type Member = components['schemas']['Member'];
export type MemberList = components['schemas']['MemberList'];
export type MemberRequest = components['schemas']['MemberRequest'];
export type Message = components['schemas']['Message'];
export type MessageAppealRequest = components['schemas']['MessageAppealRequest'];
export type MessageHistory = components['schemas']['MessageHistory'];
export type MessageList = components['schemas']['MessageList'];
export type MessageRequest = components['schemas']['MessageRequest'];
export type MessageRulingRequest = components['schemas']['MessageRulingRequest'];
export type MessageText = components['schemas']['MessageText'];
export type Moderation = components['schemas']['Moderation'];
export type Move = components['schemas']['Move'];
export type Note = components['schemas']['Note'];
export type Notice = components['schemas']['Notice'];
export type NoticeList = components['schemas']['NoticeList'];
export type NoticesRead = components['schemas']['NoticesRead'];
export type Offer = components['schemas']['Offer'];
export type OfferList = components['schemas']['OfferList'];
export type OfferTerms = components['schemas']['OfferTerms'];
export type PdfFacts = components['schemas']['PDFFacts'];
export type PdfSpec = components['schemas']['PDFSpec'];
export type PaidRequest = components['schemas']['PaidRequest'];
export type PauseRequest = components['schemas']['PauseRequest'];
export type Payout = components['schemas']['Payout'];
export type PayoutList = components['schemas']['PayoutList'];
export type Person = components['schemas']['Person'];
export type PersonList = components['schemas']['PersonList'];
export type PersonName = components['schemas']['PersonName'];
export type PersonRequest = components['schemas']['PersonRequest'];
export type PinRequest = components['schemas']['PinRequest'];
export type PinnedAnswer = components['schemas']['PinnedAnswer'];
export type Place = components['schemas']['Place'];
export type Places = components['schemas']['Places'];
export type Plan = components['schemas']['Plan'];
export type PlanDocument = components['schemas']['PlanDocument'];
export type PlanExtra = components['schemas']['PlanExtra'];
export type PlanPerson = components['schemas']['PlanPerson'];
export type PlanReference = components['schemas']['PlanReference'];
export type PlanReport = components['schemas']['PlanReport'];
export type PlanRequirement = components['schemas']['PlanRequirement'];
export type PlanSubGig = components['schemas']['PlanSubGig'];
export type Problem = components['schemas']['Problem'];
export type ProblemField = components['schemas']['ProblemField'];
export type Profile = components['schemas']['Profile'];
export type ProfileRequest = components['schemas']['ProfileRequest'];
export type Project = components['schemas']['Project'];
export type ProjectList = components['schemas']['ProjectList'];
export type Proposal = components['schemas']['Proposal'];
export type ProposalList = components['schemas']['ProposalList'];
export type ProposalRequest = components['schemas']['ProposalRequest'];
export type PublicCreditLine = components['schemas']['PublicCreditLine'];
export type PublicCredits = components['schemas']['PublicCredits'];
export type PushKey = components['schemas']['PushKey'];
export type PushKeys = components['schemas']['PushKeys'];
export type PushList = components['schemas']['PushList'];
export type PushRequest = components['schemas']['PushRequest'];
export type PushSubscription = components['schemas']['PushSubscription'];
export type Range = components['schemas']['Range'];
export type RankFactor = components['schemas']['RankFactor'];
export type RankRequest = components['schemas']['RankRequest'];
export type Ranked = components['schemas']['Ranked'];
export type Ranking = components['schemas']['Ranking'];
export type RankingInputs = components['schemas']['RankingInputs'];
export type Rating = components['schemas']['Rating'];
export type RatingRequest = components['schemas']['RatingRequest'];
export type ReasonRequest = components['schemas']['ReasonRequest'];
export type Recipe = components['schemas']['Recipe'];
export type Reel = components['schemas']['Reel'];
export type ReelRequest = components['schemas']['ReelRequest'];
export type Reference = components['schemas']['Reference'];
export type ReferenceList = components['schemas']['ReferenceList'];
export type ReferenceRequest = components['schemas']['ReferenceRequest'];
export type ReopenRequest = components['schemas']['ReopenRequest'];
export type Replan = components['schemas']['Replan'];
export type ReplanMoney = components['schemas']['ReplanMoney'];
export type Report = components['schemas']['Report'];
export type ReportList = components['schemas']['ReportList'];
export type ReportRequest = components['schemas']['ReportRequest'];
export type Requirement = components['schemas']['Requirement'];
export type RequirementList = components['schemas']['RequirementList'];
export type RequirementName = components['schemas']['RequirementName'];
export type RequirementRequest = components['schemas']['RequirementRequest'];
export type Retention = components['schemas']['Retention'];
export type RetentionRule = components['schemas']['RetentionRule'];
export type Review = components['schemas']['Review'];
export type ReviewRequest = components['schemas']['ReviewRequest'];
export type RoleRate = components['schemas']['RoleRate'];
export type Room = components['schemas']['Room'];
export type RoomList = components['schemas']['RoomList'];
export type RosterEntry = components['schemas']['RosterEntry'];
export type RosterList = components['schemas']['RosterList'];
export type RosterReport = components['schemas']['RosterReport'];
export type RoundNote = components['schemas']['RoundNote'];
export type RoundNoteList = components['schemas']['RoundNoteList'];
export type RulingRequest = components['schemas']['RulingRequest'];
export type Sample = components['schemas']['Sample'];
export type SampleRequest = components['schemas']['SampleRequest'];
export type Schedule = components['schemas']['Schedule'];
export type Session = components['schemas']['Session'];
export type SessionList = components['schemas']['SessionList'];
export type Shift = components['schemas']['Shift'];
export type ShowingRequest = components['schemas']['ShowingRequest'];
export type SignInAsked = components['schemas']['SignInAsked'];
export type SignInRequest = components['schemas']['SignInRequest'];
export type SignRequest = components['schemas']['SignRequest'];
export type SignedIn = components['schemas']['SignedIn'];
export type SignedPart = components['schemas']['SignedPart'];
export type SignedParts = components['schemas']['SignedParts'];
export type Slot = components['schemas']['Slot'];
export type Speaker = components['schemas']['Speaker'];
export type SpeakerList = components['schemas']['SpeakerList'];
export type Spec = components['schemas']['Spec'];
export type Split = components['schemas']['Split'];
export type SplitRequest = components['schemas']['SplitRequest'];
export type SplitRun = components['schemas']['SplitRun'];
export type Spot = components['schemas']['Spot'];
export type StaleRequest = components['schemas']['StaleRequest'];
export type StateHash = components['schemas']['StateHash'];
export type Stem = components['schemas']['Stem'];
export type StemList = components['schemas']['StemList'];
export type StepOutRequest = components['schemas']['StepOutRequest'];
export type SubGig = components['schemas']['SubGig'];
export type SubGigList = components['schemas']['SubGigList'];
export type SubGigRecord = components['schemas']['SubGigRecord'];
export type SubGigReferences = components['schemas']['SubGigReferences'];
export type SubtitleFacts = components['schemas']['SubtitleFacts'];
export type SubtitleSpec = components['schemas']['SubtitleSpec'];
export type TableColumn = components['schemas']['TableColumn'];
export type TableFacts = components['schemas']['TableFacts'];
export type TableSpec = components['schemas']['TableSpec'];
export type Template = components['schemas']['Template'];
export type TemplateList = components['schemas']['TemplateList'];
export type TextFacts = components['schemas']['TextFacts'];
export type TextSpec = components['schemas']['TextSpec'];
export type Tip = components['schemas']['Tip'];
export type TipRequest = components['schemas']['TipRequest'];
export type Token = components['schemas']['Token'];
export type TokenList = components['schemas']['TokenList'];
export type TokenRequest = components['schemas']['TokenRequest'];
export type Totals = components['schemas']['Totals'];
export type Transaction = components['schemas']['Transaction'];
export type TranslationFacts = components['schemas']['TranslationFacts'];
export type TranslationSpec = components['schemas']['TranslationSpec'];
export type Trust = components['schemas']['Trust'];
export type TrustStep = components['schemas']['TrustStep'];
export type Upload = components['schemas']['Upload'];
export type UploadRequest = components['schemas']['UploadRequest'];
export type Upstream = components['schemas']['Upstream'];
export type VideoFacts = components['schemas']['VideoFacts'];
export type VideoSpec = components['schemas']['VideoSpec'];
export type WaitsFor = components['schemas']['WaitsFor'];
export type Webhook = components['schemas']['Webhook'];
export type WebhookAttempt = components['schemas']['WebhookAttempt'];
export type WebhookAttemptList = components['schemas']['WebhookAttemptList'];
export type WebhookList = components['schemas']['WebhookList'];
export type WebhookRequest = components['schemas']['WebhookRequest'];
export type Whereabouts = components['schemas']['Whereabouts'];
export type WorkRecord = components['schemas']['WorkRecord'];
export type $defs = Record<string, never>;
export interface operations {
    "list-appeals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-artifact": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Artifact"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-comments": {
        parameters: {
            query?: {
                /** @description the next of the part before; the beginning when left out */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-comment": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommentRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-audit": {
        parameters: {
            query?: {
                /** @description the next of the part before; the beginning when left out */
                cursor?: string;
                limit?: number;
                actor_id?: string;
                /** @description an id among those that a line is about, or for whom it was done */
                about?: string;
                /** @description as it is called in openapi.json */
                operation?: string;
                /** @description oldest first, as the chain goes */
                oldest?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLog"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-audit-head": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditHead"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-audits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditSummary"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-backups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Backups"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "take-backup": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Backups"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-calls": {
        parameters: {
            query?: {
                /** @description the next of the part before; the beginning when left out */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-delivery": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-delivery-comments": {
        parameters: {
            query?: {
                /** @description the next of the part before; the beginning when left out */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-delivery-comment": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommentRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-delivery-file": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Link"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-delivery-previews": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-notes": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoundNoteList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-note": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Note"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoundNote"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-review": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Review"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-delivery-stems": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StemList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-disputes": {
        parameters: {
            query?: {
                /** @description the next of the part before; the beginning when left out */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposalList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRun"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-export": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Export"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeySet"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-letters": {
        parameters: {
            query?: {
                /** @description the next of the part before; the beginning when left out */
                cursor?: string;
                limit?: number;
                state?: "waiting" | "handed" | "sent" | "failed" | "in_doubt" | "moot";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LetterList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "send-letter-again": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "change-me": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-calendar": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Calendar"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-calendar": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "export-me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-notices": {
        parameters: {
            query?: {
                /** @description the next of the part before; the beginning when left out */
                cursor?: string;
                limit?: number;
                /** @description only those that were not read */
                unread?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "read-notices": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoticesRead"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "stream-notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream of events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-notify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChoiceList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "set-notify": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChoiceList"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChoiceList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-payout-destination": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Destination"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-payout-destination": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DestinationRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Destination"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-push-subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PushList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-push-subscription": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PushRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PushSubscription"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "remove-push-subscription": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "revoke-sessions": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "revoke-session": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-my-statement": {
        parameters: {
            query: {
                /** @description as 2026-11 */
                month: string;
                format?: "pdf" | "csv";
                /** @description IANA time zone, as Africa/Accra */
                zone?: string;
                /** @description whose money; for operators, and for oneself */
                seller_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-my-work-record": {
        parameters: {
            query?: {
                /** @description what was earned for each piece of work as well */
                prices?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkRecord"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-message-appeals": {
        parameters: {
            query?: {
                /** @description the next of the part before; the beginning when left out */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-message": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-message": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "edit-message": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
                /** @description the ETag of the message as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "appeal-message": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageAppealRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-attachment": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "hide-message": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-message-history": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageHistory"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "keep-message": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-replies": {
        parameters: {
            query?: {
                /** @description the next of the part before; the beginning when left out */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "report-message": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportRequest"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "rule-message": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageRulingRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "drop-note": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-offers": {
        parameters: {
            query?: {
                state?: "open" | "queued" | "accepted" | "declined" | "expired" | "withdrawn";
                project?: string;
                /** @description the next of the part before; the beginning when left out */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-offer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Offer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "accept-offer": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Offer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "decline-offer": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeclineRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Offer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-payouts": {
        parameters: {
            query?: {
                state?: "pending" | "sent" | "paid" | "failed";
                project_id?: string;
                /** @description for operators; a seller sees only their own */
                seller_id?: string;
                /** @description the next of the part before; the beginning when left out */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "mark-payout-failed": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FailedRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payout"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "mark-payout-paid": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaidRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payout"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-people": {
        parameters: {
            query?: {
                /** @description the next of the part before; the beginning when left out */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-person": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-person": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "make-appeal": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppealRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trust"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "decide-appeal": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppealDecision"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trust"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "erase-person": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ErasureRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "export-person": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "invite-person": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-profile": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-profile": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-reel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reel"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-reel": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReelRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reel"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-token": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-trust": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trust"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-work-record": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkRecord"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "validate-plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": string;
                "application/yaml": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanReport"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-projects": {
        parameters: {
            query?: {
                /** @description the next of the part before; the beginning when left out */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-project": {
        parameters: {
            query?: {
                /** @description a split of one's own whose pieces are the files that the references name */
                split?: string;
            };
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": string;
                "application/yaml": string;
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-project": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "pin-answer": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PinRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PinnedAnswer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-artifacts": {
        parameters: {
            query?: {
                kind?: "preview" | "final";
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArtifactList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-at": {
        parameters: {
            query?: {
                /** @description the newest final, else the newest preview, when left out */
                artifact?: string;
                /** @description moment of a sound or film, as 83.5 */
                seconds?: string;
                /** @description from 1 */
                page?: number;
                /** @description line of a text, row of a table, number of a cue or unit, from 1 */
                row?: number;
                /** @description file or folder of an archive */
                path?: string;
                /** @description with y: a point of the picture, as a part of its width from the left */
                x?: string;
                /** @description with x: a part of its height from the top */
                y?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Places"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cancel-project": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-credits": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreditList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-credit-consent": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreditConsentRequest"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "publish-credits": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreditPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "withdraw-credits": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-events": {
        parameters: {
            query?: {
                /** @description sequence number of the last event seen */
                after?: number;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "stream-events": {
        parameters: {
            query?: {
                /** @description sequence number of the last event seen; from now on when left out */
                after?: number;
            };
            header?: {
                /** @description the same, as browsers send it when they connect again; it counts more than after */
                "Last-Event-ID"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream of events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-exports": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-export": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportRequest"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Export"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "decide-final": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FinalRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "fund-project": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FundRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "launch-project": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-ledger": {
        parameters: {
            query?: {
                /** @description the next of the part before; the beginning when left out */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ledger"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "audit-ledger": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Audit"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-members": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "add-member": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "remove-member": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "pause-project": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PauseRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-places": {
        parameters: {
            query?: {
                /** @description the newest final, else the newest preview, when left out */
                artifact?: string;
                /** @description a seller, for their part alone */
                person?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Places"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-plan": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanDocument"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-references": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReferenceList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-reference": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReferenceRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reference"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "replan-project": {
        parameters: {
            query: {
                /** @description version of the plan it was made from, as the preview gives it */
                base_version: number;
            };
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": string;
                "application/yaml": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "preview-replan": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": string;
                "application/yaml": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replan"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-reports": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-requirements": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequirementList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "answer-requirement": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequirementRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Requirement"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "resume-project": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-rooms": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "choose-name": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShowingRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-room-members": {
        parameters: {
            query?: {
                /** @description the next of the part before; the beginning when left out */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
                /** @description project, or section-0 and so on */
                room: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpeakerList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-messages": {
        parameters: {
            query?: {
                /** @description the next of the part before; the beginning when left out */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
                /** @description project, or section-0 and so on */
                room: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    say: {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
                /** @description project, or section-0 and so on */
                room: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-schedule": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-state-hash": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StateHash"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-project-statement": {
        parameters: {
            query: {
                /** @description as 2026-11 */
                month: string;
                format?: "pdf" | "csv";
                /** @description IANA time zone, as Africa/Accra */
                zone?: string;
                /** @description whose money; for operators, and for oneself */
                seller_id?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-stems": {
        parameters: {
            query?: {
                /** @description the next of the part before; the beginning when left out */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StemList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-sub-gigs": {
        parameters: {
            query?: {
                state?: "waiting" | "casting" | "offered" | "working" | "inspecting" | "in_review" | "disputed" | "approved" | "cancelled";
                /** @description the next of the part before; the beginning when left out */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubGigList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-webhook": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "agree-to-proposal": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "refuse-proposal": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "withdraw-proposal": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-public-credits": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                secret: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicCredits"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-push-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PushKey"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-ranking": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ranking"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retention"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-roster": {
        parameters: {
            query?: {
                /** @description who fills this role */
                role?: string;
                /** @description who speaks it, as a BCP 47 range: pt finds pt-BR */
                language?: string;
                country?: string;
                /** @description who asks for no more than this in the currency, for the role or for any; those who do not say are left out */
                max_rate_minor?: number;
                currency?: string;
                /** @description who can take one more sub-gig at the moment */
                free?: boolean;
                /** @description who is on your own roster */
                kept?: boolean;
                /** @description whom you keep under this tag */
                tag?: string;
                /** @description the next of the part before; the beginning when left out */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RosterList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "export-roster": {
        parameters: {
            query?: {
                /** @description who fills this role */
                role?: string;
                /** @description who speaks it, as a BCP 47 range: pt finds pt-BR */
                language?: string;
                country?: string;
                /** @description who asks for no more than this in the currency, for the role or for any; those who do not say are left out */
                max_rate_minor?: number;
                currency?: string;
                /** @description who can take one more sub-gig at the moment */
                free?: boolean;
                /** @description who is on your own roster */
                kept?: boolean;
                /** @description whom you keep under this tag */
                tag?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A roster as a file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "import-roster": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RosterReport"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "keep-seller": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeepRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RosterEntry"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "drop-seller": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "ask-sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInRequest"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInAsked"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "use-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeUse"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "use-link": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkUse"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-split": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SplitRequest"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SplitRun"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-split": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SplitRun"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-split-plan": {
        parameters: {
            query?: {
                title?: string;
                role?: string;
                /** @description of every sub-gig, as 120.00 */
                price?: string;
                currency?: string;
                brief?: string[];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-sub-gig": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubGig"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-applications": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    apply: {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApplicationRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-brief": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Brief"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "acknowledge-brief": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcknowledgeRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Brief"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cancel-sub-gig": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubGig"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cast-sub-gig": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CastRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubGig"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-certificate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    choose: {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChooseRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubGig"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "claim-call": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubGig"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-delivery": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeliveryRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "open-dispute": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DisputeRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubGig"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "appeal-dispute": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubGig"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "rule-dispute": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RulingRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubGig"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-dry-run": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DryRunRequest"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRun"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "order-extra": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-knock-on": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KnockOnRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KnockOn"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-proposals": {
        parameters: {
            query?: {
                /** @description the next of the part before; the beginning when left out */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposalList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-proposal": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposalRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "rank-sellers": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RankRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ranking"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "rate-work": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RatingRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rating"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-sub-gig-record": {
        parameters: {
            query?: {
                /** @description a seller, for their part alone */
                part?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubGigRecord"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-sub-gig-references": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubGigReferences"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "release-sub-gig": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubGig"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "reopen-sub-gig": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReopenRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubGig"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "resolve-stale": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaleRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubGig"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "step-out": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StepOutRequest"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-takeover-pack": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pack */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "give-tip": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TipRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tip"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "revoke-token": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-upload": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UploadRequest"];
            };
        };
        responses: {
            /** @description Created */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-upload": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-upload": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "complete-upload": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "sign-parts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedParts"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-instance-webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-instance-webhook": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "stripe-notice": {
        parameters: {
            query?: never;
            header?: {
                "Stripe-Signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-webhook": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "remove-webhook": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-webhook-attempts": {
        parameters: {
            query?: {
                /** @description the next of the part before; the beginning when left out */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookAttemptList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "enable-webhook": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "rotate-webhook": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "test-webhook": {
        parameters: {
            query?: never;
            header: {
                /** @description chosen by the client, new for each command and the same for each repeat of it */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookAttempt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Live"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description OK */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
