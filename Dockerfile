# Reverb as one process, not root. For production point REVERB_REDIS_URL at your own Redis or Valkey;
# without it an embedded Valkey keeps its data in the volume /var/lib/reverb.

FROM python:3.13-slim AS build
RUN pip install --no-cache-dir uv==0.13.9
ENV UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_PYTHON_DOWNLOADS=never
WORKDIR /build
COPY pyproject.toml uv.lock ./
RUN uv sync --locked --no-dev --all-extras --no-install-project
COPY README.md LICENSE manifest.yml ./
COPY bot/ bot/
COPY handlers/ handlers/
COPY catalog_client/ catalog_client/
COPY playground/ playground/
RUN uv sync --locked --no-dev --all-extras --no-editable

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /var/lib/reverb --create-home reverb
COPY --from=build /build/.venv /build/.venv
ENV PATH=/build/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    REVERB_STATE=/var/lib/reverb \
    REVERB_HTTP_HOST=0.0.0.0 \
    REVERB_HTTP_PORT=3000
USER 10001
WORKDIR /var/lib/reverb
VOLUME /var/lib/reverb
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["reverb", "health"]
ENTRYPOINT ["reverb"]
CMD ["run"]
