// Signs a user in and keeps the session, with the packages dio, crypto and uuid.
import 'dart:convert';
import 'dart:math';

import 'package:crypto/crypto.dart';
import 'package:dio/dio.dart';
import 'package:uuid/uuid.dart';

/// Stores strings permanently, such as in flutter_secure_storage.
abstract interface class Store {
  Future<String?> get(String name);
  Future<void> set(String name, String? value);
}

/// An error of the service. Branch on [code]; handle an unknown code by its [status].
class Problem implements Exception {
  Problem(this.status, this.body);

  final int status;
  final Map<String, dynamic> body;

  String? get code => body['code'] as String?;
}

/// A code was sent: show the field for the code, and "send again" when [secondsToResend] is 0.
class CodeSent {
  CodeSent(this.phoneNumber, this.challengeId, this.expiresIn, this.resendIn);

  final String phoneNumber;
  final String? challengeId;
  final int expiresIn;
  final int resendIn;
  final Stopwatch _since = Stopwatch()..start();

  int get secondsToResend => max(0, resendIn - _since.elapsed.inSeconds);
}

class PhoneAuth {
  /// [account] is such as `https://auth.example.com/api/account/`. [app] is the name under which the operator has registered the
  /// app, so that the phone can fill in the code. [prove] makes a client proof.
  PhoneAuth(String account, this._store, {this.app, this.prove = solve})
      : _plain = Dio(_options(account)),
        client = Dio(_options(account)) {
    client.interceptors.add(InterceptorsWrapper(onRequest: _addToken, onResponse: _repeatWithNewToken));
  }

  /// For requests of the signed-in user, also many at the same time. If the response is a 401 or 403 `not_authenticated`, the user
  /// must sign in again. Call only hosts that may see the access token.
  final Dio client;

  final Dio _plain;
  final Store _store;
  final String? app;
  final Future<String> Function(Map<String, dynamic> proof) prove;
  CodeSent? _sent;
  Future<void>? _refreshing;

  Future<CodeSent> requestCode(String phoneNumber, {String? clientProof}) async {
    try {
      final answer = await _post('auth/', {
        'phone_number': phoneNumber,
        'app': app,
        'device': await _store.get('device'),
        'client_proof': clientProof,
      });
      return _sent = CodeSent(phoneNumber, answer['challenge_id'], answer['expires_in'], answer['resend_in']);
    } on Problem catch (problem) {
      if (problem.code == 'client_proof_required' && clientProof == null) {
        return requestCode(phoneNumber, clientProof: await prove(problem.body['proof']));
      }
      final int? expiresIn = problem.body['code_expires_in'];
      if (expiresIn == null) rethrow;
      // An SMS was already sent: the user can enter its code.
      final before = _sent?.phoneNumber == phoneNumber ? _sent?.challengeId : null;
      return _sent = CodeSent(phoneNumber, before, expiresIn, problem.body['retry_after']);
    }
  }

  Future<void> signIn(String code) async {
    final sent = _sent!;
    final user = await _post('code/', {
      'phone_number': sent.phoneNumber,
      'code': code,
      'challenge_id': sent.challengeId,
    });
    await _store.set('device', user['device']);
    await _keep(user);
  }

  /// Keeps the device token, so that the next sign-in has limits of its own.
  Future<void> signOut() async {
    final refresh = await _store.get('refresh');
    if (refresh != null) await _post('logout/', {'refresh': refresh});
    await _forget();
  }

  Future<void> _addToken(RequestOptions request, RequestInterceptorHandler handler) async {
    final access = await _store.get('access');
    if (access != null) request.headers['Authorization'] = 'Bearer $access';
    handler.next(request);
  }

  Future<void> _repeatWithNewToken(Response<dynamic> response, ResponseInterceptorHandler handler) async {
    final access = await _store.get('access');
    if (!_isUnauthenticated(response) || access == null) return handler.next(response);
    final request = response.requestOptions;
    try {
      // One request refreshes; the others wait for it and use its token.
      if (request.headers['Authorization'] == 'Bearer $access') {
        await (_refreshing ??= _refresh().whenComplete(() => _refreshing = null));
      }
      final renewed = await _store.get('access');
      if (renewed == null) return handler.next(response);
      request.headers['Authorization'] = 'Bearer $renewed';
      handler.resolve(await _plain.fetch<dynamic>(request));
    } on Exception catch (error) {
      handler.reject(DioException(requestOptions: request, error: error));
    }
  }

  Future<void> _refresh() async {
    try {
      await _keep(await _post('token/refresh/', {'refresh': await _store.get('refresh')}));
    } on Problem catch (problem) {
      // After a 429 or 503 the refresh token is still valid.
      if (problem.code != 'invalid_refresh_token') rethrow;
      await _forget();
    }
  }

  Future<void> _keep(Map<String, dynamic> tokens) async {
    await _store.set('refresh', tokens['refresh']);
    await _store.set('access', tokens['access']);
  }

  Future<void> _forget() async {
    await _store.set('access', null);
    await _store.set('refresh', null);
  }

  /// Repeats a request whose response was lost. With the same key it has no second effect.
  Future<Map<String, dynamic>> _post(String path, Map<String, String?> fields) async {
    final body = {...fields}..removeWhere((_, value) => value == null);
    final options = Options(headers: {'Idempotency-Key': const Uuid().v4()});
    Response<dynamic> response;
    try {
      response = await _plain.post<dynamic>(path, data: body, options: options);
    } on DioException {
      response = await _plain.post<dynamic>(path, data: body, options: options);
    }
    final json = response.data is Map<String, dynamic> ? response.data as Map<String, dynamic> : <String, dynamic>{};
    if (response.statusCode != 200) throw Problem(response.statusCode!, json);
    return json;
  }

  static BaseOptions _options(String account) => BaseOptions(baseUrl: account, validateStatus: (_) => true);

  /// By default the service answers 403; the operator can change this to 401.
  static bool _isUnauthenticated(Response<dynamic> response) =>
      [401, 403].contains(response.statusCode) && response.headers.value('www-authenticate') != null;
}

/// Computes a proof of work: at most `maxnumber` hashes.
Future<String> solve(Map<String, dynamic> proof) async {
  final challenge = proof['challenge'] as Map<String, dynamic>;
  for (var number = 0; number <= (challenge['maxnumber'] as int); number++) {
    if ('${sha256.convert(utf8.encode('${challenge['salt']}$number'))}' == challenge['challenge']) {
      return base64.encode(utf8.encode(jsonEncode({...challenge, 'number': number})));
    }
  }
  throw StateError('no solution');
}
