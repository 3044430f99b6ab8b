import CryptoKit
import Foundation

/// Stores strings permanently, in the Keychain.
protocol Store: Sendable {
    func get(_ name: String) -> String?
    func set(_ name: String, _ value: String?)
}

/// An error of the service. Branch on `code`; handle an unknown code by its `status`.
struct Problem: Error, Decodable {
    let status: Int
    let code: String
    let detail: String
    var retryAfter: Int?
    var codeExpiresIn: Int?
    var proof: Proof?
}

struct Proof: Decodable {
    let kind: String
    var siteKey: String?
    var challenge: Challenge?
}

struct Challenge: Decodable {
    let algorithm: String
    let challenge: String
    let maxnumber: Int
    let salt: String
    let signature: String
}

/// A code was sent: show the field for the code, and "send again" when `secondsToResend` is 0.
struct CodeSent: Sendable {
    let phoneNumber: String
    let challengeId: String?
    let expiresIn: Int
    let resendIn: Int
    let since = ContinuousClock.now

    var secondsToResend: Int {
        max(0, resendIn - Int((ContinuousClock.now - since).components.seconds))
    }
}

/// Signs a user in and keeps the session.
actor PhoneAuth {
    private struct CodeAnswer: Decodable { let challengeId: String, expiresIn: Int, resendIn: Int }
    private struct Tokens: Decodable { let access: String, refresh: String, device: String? }
    private struct Ended: Decodable {}

    private let account: URL
    private let store: Store
    private let app: String?
    private let prove: @Sendable (Proof) async throws -> String
    private var sent: CodeSent?
    private var refreshing: Task<Void, Error>?

    /// - Parameters:
    ///   - account: such as `https://auth.example.com/api/account/`
    ///   - app: the name under which the operator has registered the app, so that the phone can fill in the code
    ///   - prove: makes a client proof; by default by a proof of work
    init(account: URL, store: Store, app: String? = nil,
         prove: @escaping @Sendable (Proof) async throws -> String = solve) {
        self.account = account
        self.store = store
        self.app = app
        self.prove = prove
    }

    @discardableResult
    func requestCode(_ phoneNumber: String, clientProof: String? = nil) async throws -> CodeSent {
        var body = ["phone_number": phoneNumber]
        body["app"] = app
        body["device"] = store.get("device")
        body["client_proof"] = clientProof
        let code: CodeSent
        do {
            let answer: CodeAnswer = try await post("auth/", body)
            code = CodeSent(phoneNumber: phoneNumber, challengeId: answer.challengeId,
                            expiresIn: answer.expiresIn, resendIn: answer.resendIn)
        } catch let problem as Problem {
            if problem.code == "client_proof_required", clientProof == nil, let proof = problem.proof {
                return try await requestCode(phoneNumber, clientProof: prove(proof))
            }
            guard let expiresIn = problem.codeExpiresIn else { throw problem }
            // An SMS was already sent: the user can enter its code.
            let before = sent?.phoneNumber == phoneNumber ? sent?.challengeId : nil
            code = CodeSent(phoneNumber: phoneNumber, challengeId: before,
                            expiresIn: expiresIn, resendIn: problem.retryAfter ?? 60)
        }
        sent = code
        return code
    }

    func signIn(_ code: String) async throws {
        guard let sent else { preconditionFailure("request a code first") }
        var body = ["phone_number": sent.phoneNumber, "code": code]
        body["challenge_id"] = sent.challengeId
        let user: Tokens = try await post("code/", body)
        store.set("device", user.device)
        keep(user)
    }

    /// Sends a request of the signed-in user, also many at the same time. If the response is a 401 or 403 `not_authenticated`,
    /// the user must sign in again. Call only hosts that may see the access token.
    func data(for request: URLRequest) async throws -> (Data, HTTPURLResponse) {
        let access = store.get("access")
        let answer = try await send(request, access)
        guard let access, Self.isUnauthenticated(answer.1) else { return answer }
        if store.get("access") == access { try await refreshOnce() }
        guard let renewed = store.get("access") else { return answer }
        return try await send(request, renewed)
    }

    /// Keeps the device token, so that the next sign-in has limits of its own.
    func signOut() async throws {
        if let refresh = store.get("refresh") {
            let _: Ended = try await post("logout/", ["refresh": refresh])
        }
        forget()
    }

    /// The first request starts the refresh; the others wait for it.
    private func refreshOnce() async throws {
        if let refreshing { return try await refreshing.value }
        let task = Task { try await refresh() }
        refreshing = task
        defer { refreshing = nil }
        try await task.value
    }

    private func refresh() async throws {
        guard let refresh = store.get("refresh") else { return }
        do {
            keep(try await post("token/refresh/", ["refresh": refresh]))
        } catch let problem as Problem where problem.code == "invalid_refresh_token" {
            forget()
        } // After a 429 or 503 the refresh token is still valid.
    }

    private func keep(_ tokens: Tokens) {
        store.set("refresh", tokens.refresh)
        store.set("access", tokens.access)
    }

    private func forget() {
        store.set("access", nil)
        store.set("refresh", nil)
    }

    /// By default the service answers 403; the operator can change this to 401.
    private static func isUnauthenticated(_ response: HTTPURLResponse) -> Bool {
        [401, 403].contains(response.statusCode) && response.value(forHTTPHeaderField: "WWW-Authenticate") != nil
    }

    private func send(_ request: URLRequest, _ access: String? = nil) async throws -> (Data, HTTPURLResponse) {
        var request = request
        if let access { request.setValue("Bearer \(access)", forHTTPHeaderField: "Authorization") }
        let (data, response) = try await URLSession.shared.data(for: request)
        return (data, response as! HTTPURLResponse)
    }

    /// Repeats a request whose response was lost. With the same key it has no second effect.
    private func post<Answer: Decodable>(_ path: String, _ body: [String: String]) async throws -> Answer {
        var request = URLRequest(url: account.appending(path: path))
        request.httpMethod = "POST"
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.setValue(UUID().uuidString, forHTTPHeaderField: "Idempotency-Key")
        request.httpBody = try JSONEncoder().encode(body)
        let data: Data, response: HTTPURLResponse
        do {
            (data, response) = try await send(request)
        } catch is URLError {
            (data, response) = try await send(request)
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard response.statusCode == 200 else { throw try decoder.decode(Problem.self, from: data) }
        return try decoder.decode(Answer.self, from: data)
    }
}

/// Computes a proof of work: at most `maxnumber` hashes.
@Sendable func solve(_ proof: Proof) async throws -> String {
    struct Solution: Encodable { let algorithm, challenge, salt, signature: String, number: Int }
    struct Unsolvable: Error {}
    guard let challenge = proof.challenge else { throw Unsolvable() }
    for number in 0...challenge.maxnumber {
        let hash = SHA256.hash(data: Data("\(challenge.salt)\(number)".utf8))
        if hash.map({ String(format: "%02x", $0) }).joined() == challenge.challenge {
            let solution = Solution(algorithm: challenge.algorithm, challenge: challenge.challenge, salt: challenge.salt,
                                    signature: challenge.signature, number: number)
            return try JSONEncoder().encode(solution).base64EncodedString()
        }
    }
    throw Unsolvable()
}
